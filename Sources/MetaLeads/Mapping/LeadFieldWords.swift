/// The subject of a field by the words within its name or its question, where the name as a whole is none that is known: `student_name`,
/// `seu_telefone_com_ddd`, "What is your mobile no.?".
struct LeadFieldWords: Hashable {
    let role: LeadRole
    /// It asks about somebody besides the person who filled the form in: a father, a friend, a second number.
    let isOfOthers: Bool

    /// Nil when the words say nothing of it.
    init?(_ text: String) {
        let tokens = LeadFieldTokens(text)
        let words = Set(tokens.words)
        isOfOthers = !words.isDisjoint(with: LeadFieldWords.others) || tokens.holds(anyOf: LeadFieldWords.othersInside)
        if LeadFieldWords.asksForEmail(tokens) {
            role = LeadFieldWords.isOfWork(words) ? .workEmail : .email
        } else if let phone = LeadFieldWords.phone(tokens) {
            role = phone
        } else if LeadFieldWords.isOfCompany(tokens) {
            guard LeadFieldWords.asksForCompany(tokens) else { return nil }
            role = .company
        } else if let name = LeadFieldWords.name(tokens) {
            role = name
        } else {
            return nil
        }
    }

    /// Whether the name speaks of a number that is no telephone's: a code, a date, money, a postcode.
    static func speakAgainstPhone(_ text: String) -> Bool {
        let tokens = LeadFieldTokens(text)
        return !against.isDisjoint(with: tokens.words) || tokens.holds(anyOf: againstInside)
            || tokens.words.contains { word in againstEnds.contains { word.hasSuffix($0) } }
    }

    /// Whether the name asks for the number of something: "customer number", "müşteri no".
    static func askForOtherNumber(_ text: String) -> Bool {
        let words = LeadFieldTokens(text).words
        guard words.contains(where: numbers.contains), !words.contains(where: isOfContact) else { return false }
        return !words.allSatisfy { word in
            [numbers, fillers, possessives, anyNumber].contains { $0.contains(word) } || word.allSatisfy(\.isNumber)
        }
    }

    /// Whether the name asks how somebody is reached.
    static func speakOfContact(_ text: String) -> Bool {
        let tokens = LeadFieldTokens(text)
        return tokens.words.contains { isOfContact($0) || numbers.contains($0) } || tokens.holds(anyOf: contactInside)
    }

    private static func isOfContact(_ word: String) -> Bool { contact.contains(word) || contactStarts.contains { word.hasPrefix($0) } }

    // MARK: Phone and e-mail

    private static func asksForEmail(_ tokens: LeadFieldTokens) -> Bool {
        tokens.words.contains { word in email.contains(word) || emailStarts.contains { word.hasPrefix($0) } }
            || ["mail", "posta", "post"].contains { tokens.contains(["e", $0]) } || tokens.holds(anyOf: emailInside)
    }

    private static func phone(_ tokens: LeadFieldTokens) -> LeadRole? {
        let words = Set(tokens.words)
        let hasNumber = !numbers.isDisjoint(with: words)
        let isWhatsApp = !whatsApp.isDisjoint(with: words) || tokens.holds(anyOf: whatsAppInside)
        let isPhone =
            tokens.words.contains { word in phone.contains(word) || phoneStarts.contains { word.hasPrefix($0) } }
            || tokens.holds(anyOf: phoneInside) || phonePhrases.contains { tokens.contains($0) }
            || (hasNumber && !contact.union(["cep", "hp", "cell", "handy", "wa"]).isDisjoint(with: words))
        guard isPhone || isWhatsApp else { return nil }
        if isOfWork(words) { return .workPhone }
        return isPhone ? .phone : .whatsapp
    }

    private static func isOfWork(_ words: Set<String>) -> Bool { !work.isDisjoint(with: words) }

    // MARK: Company and name

    private static func isOfCompany(_ tokens: LeadFieldTokens) -> Bool {
        tokens.words.contains { word in company.contains(word) || companyStarts.contains { word.hasPrefix($0) } }
            || tokens.holds(anyOf: companyInside) || tokens.contains(["cong", "ty"]) || tokens.contains(["doanh", "nghiep"])
    }

    /// The company's name is asked for: not how large it is, nor whether it does something.
    private static func asksForCompany(_ tokens: LeadFieldTokens) -> Bool {
        let asksForName = tokens.words.contains { names.contains($0) || companyNames.contains($0) }
        if asksForName || tokens.holds(anyOf: companyNamesInside) { return true }
        return tokens.words.allSatisfy { word in
            fillers.contains(word) || possessives.contains(word) || company.contains(word) || companyStarts.contains { word.hasPrefix($0) }
                || companyInside.contains { word.contains($0) }
        }
    }

    /// A name is taken for the person's where nothing else is asked for: beside the word for a name stand only the small words of a question,
    /// "your", or who it is that fills the form in.
    private static func name(_ tokens: LeadFieldTokens) -> LeadRole? {
        if let inside = nameInside(tokens) { return inside }
        guard let (role, place) = namePhrase(tokens) else { return nil }
        let rest = tokens.words[..<place.lowerBound] + tokens.words[place.upperBound...]
        let neighbours = [place.lowerBound - 1, place.upperBound].filter(tokens.words.indices.contains).map { tokens.words[$0] }
        let isKnown = rest.allSatisfy {
            fillers.contains($0) || possessives.contains($0) || people.contains($0) || others.contains($0) || names.contains($0)
        }
        let isWhole = names.contains(tokens.words[place.lowerBound]) && place.count == 1
        guard isKnown || (isWhole && neighbours.contains { possessives.contains($0) }) else { return nil }
        return role
    }

    /// The longest known name for a name among the words.
    private static func namePhrase(_ tokens: LeadFieldTokens) -> (LeadRole, Range<Int>)? {
        for length in [3, 2, 1] where tokens.words.count >= length {
            for start in 0...(tokens.words.count - length) {
                let place = start..<(start + length)
                let phrase = tokens.words[place].joined(separator: "_")
                if let role = LeadFieldAliases.known[phrase], [.fullName, .firstName, .lastName].contains(role), !unsure.contains(phrase) {
                    return (role, place)
                }
                if length == 1, names.contains(phrase) { return (.fullName, place) }
            }
        }
        return nil
    }

    /// In scripts that put no spaces between words.
    private static func nameInside(_ tokens: LeadFieldTokens) -> LeadRole? {
        guard let word = namesInside.first(where: tokens.run.contains), !tokens.holds(anyOf: thingsInside) else { return nil }
        if sureNamesInside.contains(word) { return .fullName }
        var rest = tokens.run.replacing(word, with: "", maxReplacements: 1)
        for filler in fillersInside { rest = rest.replacing(filler, with: "") }
        return rest.isEmpty ? .fullName : nil
    }
}

extension LeadFieldTokens {
    /// For scripts without spaces, and for those that write "the" and "your" together with the word.
    func holds(anyOf parts: [String]) -> Bool { parts.contains { run.contains($0) } }
}
