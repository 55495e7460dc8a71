#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include <phonenumbers/phonenumberutil.h>

extern "C" {
#include "CPhoneNumber.h"
}

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

namespace {

/// Copies a text with its end; false when there is no room for it.
template <size_t size>
bool copy(const std::string &text, char (&place)[size]) {
    if (text.size() >= size) return false;
    std::memcpy(place, text.c_str(), text.size() + 1);
    return true;
}

/// "347 1234567 casa": the library would dial the word, as people do with 1-800-FLOWERS.
bool has_words(const PhoneNumberUtil &library, const std::string &text) {
    int letters = 0;
    for (const char c : text) letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    // The library takes no fewer for a word, and its own look is slow.
    return letters >= 3 && library.IsAlphaNumber(text);
}

bool read(const std::string &text, const std::string &region, int32_t depth, cpn_number &number) {
    const PhoneNumberUtil &library = *PhoneNumberUtil::GetInstance();
    PhoneNumber parsed;
    // "ZZ" is the library's word for no country.
    if (library.Parse(text, region.empty() ? "ZZ" : region, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
    if (library.IsPossibleNumberWithReason(parsed) != PhoneNumberUtil::IS_POSSIBLE) return false;
    if (has_words(library, text)) return false;
    std::string e164;
    library.Format(parsed, PhoneNumberUtil::E164, &e164);
    if (!copy(e164, number.e164) || !copy(parsed.extension(), number.extension)) return false;
    if (depth < CPN_VALIDITY) return true;
    // The library finds out the country first to tell whether a number is valid.
    std::string country, national, international;
    library.GetRegionCodeForNumber(parsed, &country);
    number.is_valid = library.IsValidNumberForRegion(parsed, country);
    if (depth < CPN_TEXTS) return true;
    library.Format(parsed, PhoneNumberUtil::NATIONAL, &national);
    library.Format(parsed, PhoneNumberUtil::INTERNATIONAL, &international);
    // "ZZ" and three-digit codes such as "001" are no countries.
    if (country.size() != 2 || country == "ZZ") country.clear();
    return copy(country, number.region) && copy(national, number.national) && copy(international, number.international);
}

}  // namespace

// An exception must not pass through C and Swift. What the library throws is a want of memory, and then there is no number.

extern "C" int32_t cpn_read(const char *text, size_t length, const char *region, int32_t depth, cpn_number *number) {
    try {
        cpn_number found = {};
        if (!read(std::string(text, length), region, depth, found)) return 0;
        *number = found;
        return 1;
    } catch (...) {
        return 0;
    }
}

extern "C" int32_t cpn_knows_region(const char *region) {
    try {
        return PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(region) != 0;
    } catch (...) {
        return 0;
    }
}
