#include "internal.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

static int is_utf8(void) {
    const char *codeset = nl_langinfo(CODESET);
    return strcmp(codeset, "UTF-8") == 0 || strcmp(codeset, "utf8") == 0;
}

int32_t ct_use_utf8(void) {
    // Only LC_CTYPE: numbers and messages keep their own rules.
    if (setlocale(LC_CTYPE, "") && is_utf8()) return 1;
    const char *names[] = {"C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"};
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
        if (setlocale(LC_CTYPE, names[i]) && is_utf8()) return 1;
    return 0;
}

int32_t ct_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
