import CPhoneNumber

/// A country whose numbers have become longer since Debian's tables of libphonenumber (8.12.57, of 2022) were made: every number has
/// got digits before it, and the former ones reach nobody any more. Where the library knows better, it is asked.
struct NumberingChange {
    let country: Country?
    /// `+` and digits.
    let callingCode: String
    /// The digits that were put before every number.
    let added: String
    /// The number of digits that the numbers had before.
    let formerLength: Int

    /// Benin: ten digits since 30 November 2024, 01 and the former eight (ARCEP Bénin, "Nouveau plan national de numérotation à dix
    /// chiffres"; ITU Operational Bulletin, communication of Benin, country code +229).
    static let all = [NumberingChange(country: Country("BJ"), callingCode: "+229", added: "01", formerLength: 8)]

    /// A number of such a country, written in the new way or in the former; nil for any other.
    static func read(_ text: PhoneText, country: Country?, to depth: Int) -> cpn_number? {
        for change in all where text.text.hasPrefix(change.callingCode) || text.text.hasPrefix("00") || country == change.country {
            if let former = change.former(text, country) { return change.number(former, depth) }
        }
        return nil
    }

    /// The digits that the number had before the change.
    private func former(_ text: PhoneText, _ country: Country?) -> Substring? {
        let digits = text.digits[...]
        let code = callingCode.dropFirst()
        let wholes = [text.isInternational ? code : "00" + code, country == self.country ? code : nil].compactMap(\.self)
        for whole in wholes where digits.hasPrefix(whole) {
            if let former = own(digits.dropFirst(whole.count)) { return former }
        }
        return country == self.country && !text.isInternational ? own(digits) : nil
    }

    private func own(_ digits: Substring) -> Substring? {
        if digits.count == formerLength { return digits }
        return digits.count == formerLength + added.count && digits.hasPrefix(added) ? digits.dropFirst(added.count) : nil
    }

    private func number(_ former: Substring, _ depth: Int) -> cpn_number? {
        if let known = PhoneNumber.read(callingCode + added + former, "", depth) { return known }
        guard var number = PhoneNumber.read(callingCode + former, "", depth) else { return nil }
        let digits = Array(added + former)
        let pairs = stride(from: 0, to: digits.count, by: 2).map { String(digits[$0..<min($0 + 2, digits.count)]) }.joined(separator: " ")
        PhoneNumber.put(callingCode + added + former, in: &number.e164)
        PhoneNumber.put("", in: &number.home)
        PhoneNumber.put(pairs, in: &number.national)
        PhoneNumber.put("\(callingCode) \(pairs)", in: &number.international)
        return number
    }
}
