/// Somebody who fills in a form.
struct SimulatedPerson: Sendable {
    let given: String
    let family: String
    let fullName: String
    let company: String
    let phone: String
    let email: String
    let city: String

    /// One of the people who use a form in this language.
    init(locale: String, random: inout SeededRandom) {
        let people = PersonCatalogue.all.filter { $0.locales.contains(locale) }
        let country = random.pick(people.isEmpty ? PersonCatalogue.all : people)
        let first = random.pick(country.given)
        let last = random.pick(country.family)
        given = first.written
        family = last.written
        fullName =
            country.familyFirst
            ? last.written + country.gap + first.written : first.written + country.gap + last.written
        company = random.pick(country.companies).replacing("*", with: last.written)
        let pattern = random.pick(country.phones)
        phone = pattern.replacing(" ", with: "").map { $0 == "#" ? String(random.below(10)) : String($0) }.joined()
        let name =
            switch random.below(4) {
            case 0: "\(first.latin).\(last.latin)"
            case 1: "\(first.latin)\(last.latin)\(random.below(90) + 10)"
            case 2: "\(first.latin.prefix(1)).\(last.latin)"
            default: "\(last.latin)_\(first.latin)"
            }
        // Kept for examples by RFC 2606: no mail can reach anybody.
        email = name + "@" + random.pick(["example.com", "example.org", "example.net", "mail.example.com"])
        city = random.pick(country.cities)
    }

    /// Answers in the order of the form. An optional question may be left out; `skipping` gives at least one an answer that is empty.
    func answers(to form: SimulatedForm, skipping: Bool, random: inout SeededRandom) -> [SimulatedAnswer] {
        var hasSkipped = false
        return form.questions.compactMap { question in
            if question.isOptional, skipping && !hasSkipped || random.chance(skipping ? 0.7 : 0.2) {
                hasSkipped = true
                // Left out, or told as empty.
                return skipping ? SimulatedAnswer(name: question.key, values: random.chance(0.6) ? nil : []) : nil
            }
            return SimulatedAnswer(name: question.key, values: [answer(question, &random)])
        }
    }

    private func answer(_ question: SimulatedForm.Question, _ random: inout SeededRandom) -> String {
        switch question.type {
        case "FULL_NAME": fullName
        case "FIRST_NAME": given
        case "LAST_NAME": family
        case "PHONE": phone
        case "EMAIL", "WORK_EMAIL": email
        case "COMPANY_NAME": company
        case "CITY": city
        default: question.options.isEmpty ? "—" : random.pick(question.options).key
        }
    }
}
