#include "CQRCode.h"

#include <limits.h>
#include <qrencode.h>

int32_t cqr_encode(const uint8_t *text, size_t length, uint8_t *modules) {
    if (length == 0 || length > INT_MAX) return 0;
    QRcode *code = QRcode_encodeData((int)length, text, 0, QR_ECLEVEL_L);
    if (code == NULL) return 0;
    int32_t width = code->width <= CQR_LARGEST ? code->width : 0;
    // The lowest bit is the module; the others say what it is for.
    for (int index = 0; index < width * width; index++) modules[index] = code->data[index] & 1;
    QRcode_free(code);
    return width;
}
