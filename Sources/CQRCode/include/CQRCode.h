/// The only door to libqrencode. Plain C types only. It does no input or output and may be called on any thread.
#ifndef CQRCODE_H
#define CQRCODE_H

#include <stddef.h>
#include <stdint.h>

/// The modules on a side of the largest code that is made (version 12).
enum { CQR_LARGEST = 65 };

/// Makes the smallest code for these bytes, with the least correction of errors (level L): a screen is not scratched, and a small code is
/// read from farther away.
///
/// `modules` has room for `CQR_LARGEST` times `CQR_LARGEST` bytes, and gets one for each module, row by row: 1 for a dark one, 0 for a
/// light one. Gives the number of modules on a side; 0 where the text is empty or too long, and then `modules` is left alone.
int32_t cqr_encode(const uint8_t *text, size_t length, uint8_t *modules);

#endif
