import MetaLeads
import Testing

@Suite("Answers that a person mapped") struct ChosenPartsTests {
    private func answer(_ name: String, _ values: String...) -> LeadAnswer { LeadAnswer(name: name, values: values) }

    @Test("what was chosen comes before what is found, and what is found stands in where the chosen answer is missing")
    func chosenFirst() {
        let fields = [answer("phone_number", "+1 111 111 1111"), answer("question1", "+2 222 222 2222")]
        let chosen: [String: ContactField] = ["question1": .phone]
        #expect(LeadMapper.map(fields, questions: nil, chosen: chosen).phone == "+2 222 222 2222")
        #expect(LeadMapper.map(fields, questions: nil, chosen: chosen).other == [answer("phone_number", "+1 111 111 1111")])
        #expect(LeadMapper.map([fields[0], answer("question1")], questions: nil, chosen: chosen).phone == "+1 111 111 1111")
    }

    @Test("names are joined in the order of the form, with the half that is found")
    func names() {
        let fields = [answer("question1", "da Silva"), answer("first_name", "Ana"), answer("question2", "Souza")]
        #expect(LeadMapper.map(fields, questions: nil, chosen: ["question2": .name]).name == "Ana Souza")
        #expect(LeadMapper.map(fields, questions: nil, chosen: ["question1": .name, "question2": .name]).name == "da Silva Ana Souza")
        let whole = [answer("full_name", "Nickname"), answer("question1", "María Rossi")]
        #expect(LeadMapper.map(whole, questions: nil, chosen: ["question1": .name]).name == "María Rossi")
    }

    @Test("of two chosen phones the first that was answered counts")
    func phones() {
        let chosen: [String: ContactField] = ["a": .phone, "b": .phone]
        #expect(LeadMapper.map([answer("a", "111"), answer("b", "222")], questions: nil, chosen: chosen).phone == "111")
        #expect(LeadMapper.map([answer("a"), answer("b", "222")], questions: nil, chosen: chosen).phone == "222")
    }

    @Test("an answer mapped to nothing fills nothing, neither by its type nor by its look, and stays among the others")
    func nothing() {
        let questions = [FormQuestion(key: "full_name", label: "Full name", type: "FULL_NAME")]
        let fields = [answer("full_name", "x"), answer("shop", "+39 347 123 4567"), answer("who", "Ann")]
        let contact = LeadMapper.map(fields, questions: questions, chosen: ["full_name": .nothing, "shop": .nothing])
        #expect(contact == MappedAnswers(other: fields))
    }

    @Test("choices are joined in the words that the person saw, as company and as remark")
    func choices() {
        let options = [FormQuestion.Option(key: "b1", value: "10-20,000 €"), .init(key: "b2", value: "more")]
        let questions = [FormQuestion(key: "budget", label: "Budget?", type: "CUSTOM", options: options)]
        let fields = [answer("budget", "b1", "b2"), answer("branch", "Oslo")]
        let remark = LeadMapper.map(fields, questions: questions, chosen: ["budget": .remark])
        #expect(remark.remarks == [answer("budget", "10-20,000 €", "more")] && remark.other == [fields[1]])
        let company = LeadMapper.map(fields, questions: questions, chosen: ["budget": .company, "branch": .company])
        #expect(company.company == "10-20,000 €, more, Oslo")
    }

    @Test("a lead made with Meta's testing tool is one, whatever its answers are mapped to")
    func test() {
        #expect(LeadMapper.map([answer("email", "test@meta.com")], questions: nil, chosen: ["email": .nothing]).isTest)
    }

    @Test("it can be asked what each answer is used for")
    func uses() {
        let fields = [answer("vorname", "Ann"), answer("nachname", "Lee"), answer("q", "ann@example.org"), answer("city", "Oslo")]
        #expect(LeadMapper.uses(of: fields, questions: nil) == ["vorname": .name, "nachname": .name, "q": .email])
        #expect(
            LeadMapper.uses(of: fields, questions: nil, chosen: ["city": .remark, "q": .nothing]) == [
                "vorname": .name, "nachname": .name, "city": .remark,
            ])
    }
}
