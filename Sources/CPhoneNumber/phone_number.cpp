#include <atomic>
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

/// The digits of a text.
std::string digits(const std::string &text) {
    std::string found;
    for (const char c : text) {
        if (c >= '0' && c <= '9') found += c;
    }
    return found;
}

/// What is dialled at home. Where mobile numbers are written in another way at home than abroad (Argentina's 15), the library knows how.
std::string home_digits(const PhoneNumberUtil &library, const PhoneNumber &parsed) {
    std::string text, region;
    library.GetCountryMobileToken(parsed.country_code(), &text);
    if (!text.empty()) {
        // Without its extension.
        PhoneNumber bare;
        bare.set_country_code(parsed.country_code());
        bare.set_national_number(parsed.national_number());
        library.Format(bare, PhoneNumberUtil::NATIONAL, &text);
        return digits(text);
    }
    library.GetRegionCodeForCountryCode(parsed.country_code(), &region);
    library.GetNddPrefixForRegion(region, true, &text);
    std::string number;
    library.GetNationalSignificantNumber(parsed, &number);
    return (text.empty() && number[0] != '0' ? "0" : text) + number;
}

bool is_as_long_as_mobiles(const PhoneNumberUtil &library, const PhoneNumber &parsed) {
    return library.IsPossibleNumberForTypeWithReason(parsed, PhoneNumberUtil::MOBILE) == PhoneNumberUtil::IS_POSSIBLE;
}

/// Whether a country's mobile numbers have one length or two: where lengths are free, a length tells nothing. Remembered by country code.
bool has_fixed_lengths(const PhoneNumberUtil &library, const PhoneNumber &parsed) {
    enum : char { unknown, fixed, open };
    static std::atomic<char> known[1000];
    const int code = parsed.country_code();
    if (code < 0 || code >= 1000) return false;
    char answer = known[code];
    if (answer == unknown) {
        PhoneNumber example;
        example.set_country_code(code);
        int lengths = 0;
        for (uint64_t number = 7777; number < 1000000000000000; number = number * 10 + 7) {
            example.set_national_number(number);
            lengths += is_as_long_as_mobiles(library, example);
        }
        known[code] = answer = lengths <= 2 ? fixed : open;
    }
    return answer == fixed;
}

/// A whole number, `+` and digits, in the form of RFC 3966 with a part of it as context; other texts as they are. So the library does not
/// look for where in the text a number begins and ends, which takes as long as the rest of its work.
std::string without_search(const std::string &text) {
    if (text.size() < 3 || text[0] != '+' || text.find_first_not_of("0123456789", 1) != std::string::npos) return text;
    return "tel:" + text.substr(2) + ";phone-context=" + text.substr(0, 2);
}

bool read(const std::string &text, const std::string &region, int32_t depth, cpn_number &number) {
    const PhoneNumberUtil &library = *PhoneNumberUtil::GetInstance();
    PhoneNumber parsed;
    // "ZZ" is the library's word for no country.
    if (library.Parse(without_search(text), region.empty() ? "ZZ" : region, &parsed) != PhoneNumberUtil::NO_PARSING_ERROR) return false;
    if (library.IsPossibleNumberWithReason(parsed) != PhoneNumberUtil::IS_POSSIBLE) return false;
    std::string e164;
    library.Format(parsed, PhoneNumberUtil::E164, &e164);
    if (!copy(e164, number.e164) || !copy(parsed.extension(), number.extension)) return false;
    const std::string home = home_digits(library, parsed);
    if (e164.find(home) == std::string::npos && !copy(home, number.home)) return false;
    number.is_usual = !region.empty() && is_as_long_as_mobiles(library, parsed) && has_fixed_lengths(library, parsed);
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

extern "C" int32_t cpn_calling_code(const char *region) {
    try {
        return PhoneNumberUtil::GetInstance()->GetCountryCodeForRegion(region);
    } catch (...) {
        return 0;
    }
}
