/// The only door to libphonenumber, which is C++. Plain C types only. Every function may be called on any thread and does no input
/// or output; the first call of a process unpacks the library's tables, which takes some milliseconds.
#ifndef CPHONENUMBER_H
#define CPHONENUMBER_H

#include <stddef.h>
#include <stdint.h>

/// What `cpn_read` is to find out: each step takes about as long again as the one before.
enum {
    /// `e164`, `extension`, `home` and `is_usual`.
    CPN_NUMBER = 0,
    /// `is_valid` as well.
    CPN_VALIDITY = 1,
    /// All of it.
    CPN_TEXTS = 2,
};

/// A telephone number as it is written. Texts are UTF-8 and end with a zero byte.
typedef struct {
    /// `+` and digits.
    char e164[24];
    /// Digits, or empty.
    char extension[24];
    /// The digits that are dialled within its country, with the 0, 8 or 06 that comes first there; one 0 first where a country has
    /// none of these, since people write it nevertheless. Empty where `e164` holds the same digits.
    char home[32];
    /// 1 when the number is as long as the mobile numbers of its country, and these have one length or two. Found out where a `region` is given.
    int32_t is_usual;
    /// 1 when the country gives out numbers such as this one, 0 when only its length is right.
    int32_t is_valid;
    /// Two capital letters (ISO 3166), or empty for a number that belongs to no one country.
    char region[4];
    char national[96];
    char international[96];
} cpn_number;

/// Reads text as one telephone number. `region` is the country whose habits hold for a number without country code: two capital
/// letters, or empty for none.
///
/// Gives 1 when the length is that of a whole number of its country, 0 for anything else; then `number` is left alone. The library
/// dials letters, as people do with 1-800-FLOWERS: callers pass none but the `;ext=` of an extension. Time grows fast with the length of the text: callers bound it.
int32_t cpn_read(const char *text, size_t length, const char *region, int32_t depth, cpn_number *number);

/// The digits that lead into a country (two capital letters) from elsewhere, such as 39; 0 when the library does not know its numbers.
int32_t cpn_calling_code(const char *region);

#endif
