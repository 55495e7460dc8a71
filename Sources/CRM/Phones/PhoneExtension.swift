/// The digits dialled once the call is taken, as people write them behind a number: "ext. 12", "x12", "Durchwahl 12", "доб. 12".
enum PhoneExtension {
    /// The marks of an extension, in small letters and without the full stop behind them.
    private static let marks: Set<String> = [
        ";ext=", "#", "x", "ext", "extn", "exten", "extension",
        // German (with Austria's Klappe), Dutch, the Nordic countries
        "app", "apparat", "dw", "durchwahl", "durchwahlnummer", "nst", "nebenstelle", "klappe", "kl", "toestel", "tst", "anknytning",
        "ankn", "anknytn",
        "lokal", "lokalnummer", "linje", "alanumero", "alanro",
        // French, Spanish, Portuguese, Italian, Romanian
        "poste", "extensión", "anexo", "interno", "int", "ramal", "extensão", "interior",
        // Polish, Czech, Hungarian, Turkish, Russian, Ukrainian, Bulgarian, Greek
        "wew", "wewn", "wewnętrzny", "linka", "klapka", "mellék", "dahili", "dah", "доб", "добавочный", "вн", "внутр", "дод", "внутрішній",
        "вътр", "εσωτ", "εσωτερικό",
        // Arabic, Hebrew, Hindi, Indonesian, Vietnamese, Thai, Chinese, Japanese, Korean
        "تحويلة", "داخلي", "שלוחה", "एक्सटेंशन", "pesawat", "máy lẻ", "nội bộ", "ต่อ", "分机", "分機", "转", "轉", "内線", "内线", "내선",
    ]

    /// The digits of the extension that is all there is behind a number; nil when something else is.
    ///
    /// - Parameters:
    ///   - length: how many characters the number has, what is invisible aside.
    ///   - raw: the text that was read.
    ///   - start: how many characters stand before the number, what is invisible aside.
    static func digits(behind length: Int, of raw: String, from start: Int) -> String? {
        let plain = raw.unicodeScalars.compactMap(PhoneText.plain)
        let rest = String(String.UnicodeScalarView(plain.dropFirst(start + length))).lowercased()
        let bare = rest.drop { " ,(/-".contains($0) }
        let mark = bare.prefix { !$0.isNumber }
        let behind = bare.dropFirst(mark.count)
        let digits = behind.prefix { ("0"..."9").contains($0) }
        let end = behind.dropFirst(digits.count)
        let word = mark.hasPrefix(";ext") ? ";ext=" : String(mark).trimming(" .:=-")
        guard marks.contains(word), (1...7).contains(digits.count), end.allSatisfy({ " ).#".contains($0) }) else { return nil }
        return String(digits)
    }
}

extension String {
    /// Without these characters at its ends.
    fileprivate func trimming(_ characters: String) -> String {
        let start = drop { characters.contains($0) }
        return String(start.reversed().drop { characters.contains($0) }.reversed())
    }
}
