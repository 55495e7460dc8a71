import Foundation
import Synchronization
import Testing

@testable import MetaLeads

@Suite("From answers to a contact")
struct LeadMapperTests {
    private func map(_ answers: [(String, String)], _ questions: [FormQuestion]? = nil) -> MappedAnswers {
        // For this judge every text that begins with a plus is a number.
        LeadMapper.map(answers.map { LeadAnswer(name: $0.0, values: [$0.1]) }, questions: questions) { $0.contains("+") ? .valid : .none }
    }

    @Test("marks that nobody sees go from the ends of an answer, and an answer of nothing else is none")
    func marks() {
        let contact = map([
            ("full_name", "\u{200E} Ann\u{200D} Lee\u{2069}\u{FEFF}"), ("company", "\u{200F}"), ("email", "\u{202A}a@b.org\u{202C}"),
        ])
        #expect(contact == MappedAnswers(name: "Ann\u{200D} Lee", email: "a@b.org"))
    }

    @Test("the best answer counts: Meta's own type before names, names before words, words before looks, a usable one before any other")
    func best() {
        let typed = FormQuestion(key: "q", label: "?", type: "PHONE")
        #expect(map([("phone", "+1 222 222"), ("q", "+1 111 111")], [typed]).phone == "+1 111 111")
        #expect(map([("my_mobile_no", "+1 222 222"), ("phone", "+1 111 111")]).phone == "+1 111 111")
        #expect(map([("best_line", "+1 222 222"), ("my_mobile_no", "+1 111 111")]).phone == "+1 111 111")
        #expect(map([("phone", "N/A"), ("my_mobile_no", "+1 111 111")]).phone == "+1 111 111")
        #expect(map([("emergency_phone", "+1 222 222"), ("my_phone", "+1 111 111")]).phone == "+1 111 111")
        #expect(map([("friends_email", "f@x.org"), ("my_best_email", "a@b.org")]).email == "a@b.org")
    }

    @Test("the usual keys")
    func usual() {
        let contact = map([
            ("full_name", "John Doe"), ("email", "john@example.com"), ("phone_number", "+1234567890"),
            ("company_name", "Acme Corp"),
        ])
        #expect(
            contact == MappedAnswers(name: "John Doe", company: "Acme Corp", phone: "+1234567890", email: "john@example.com"))
    }

    @Test(
        "keys in every spelling",
        arguments: [
            ["FULL_NAME", "EMAIL", "PHONE", "COMPANY_NAME"], ["Full Name", "E-Mail", "phone-number", "Company"],
            ["full name?", "Email address:", "Phone_OTP", "company name *"],
            ["full_name_0", "email_1", "phone_number_0", "company_name_0"],
        ])
    func spellings(_ keys: [String]) {
        let contact = map(Array(zip(keys, ["Ann", "a@b.org", "123", "X"])))
        #expect(contact == MappedAnswers(name: "Ann", company: "X", phone: "123", email: "a@b.org"))
    }

    @Test(
        "translated keys",
        arguments: [
            ["vollständiger_name", "e-mail-adresse", "telefonnummer", "name_des_unternehmens"],
            ["VOLLSTÄNDIGER NAME", "E-Mail-Adresse", "Handynummer", "Firma"],
            ["vollsta\u{308}ndiger_name", "e-mail", "mobilnummer", "unternehmen"],
            ["nombre_completo", "correo_electrónico", "número_de_teléfono", "nombre_de_la_empresa"],
            ["nome_completo", "e-mail", "número_de_telefone", "nome_da_empresa"],
            ["nom_complet", "adresse_e-mail", "numéro_de_téléphone", "nom_de_l’entreprise"],
            ["nom_complet", "courriel", "téléphone", "nom_de_l'entreprise"],
            ["nome_e_cognome", "indirizzo_e-mail", "numero_di_telefono", "nome_dell'azienda"],
            ["volledige_naam", "e-mailadres", "telefoonnummer", "bedrijfsnaam"],
            ["imię_i_nazwisko", "adres_e-mail", "numer_telefonu", "nazwa_firmy"],
            ["ADI SOYADI", "e-posta", "telefon_numarası", "ŞİRKET ADI"],
            ["полное_имя", "электронная_почта", "номер_телефона", "название_компании"],
            ["повне_ім'я", "електронна_пошта", "номер_телефону", "назва_компанії"],
            ["celé_jméno", "e-mailová_adresa", "telefonní_číslo", "název_společnosti"],
            ["fullständigt_namn", "e-postadress", "telefonnummer", "företagsnamn"],
            ["fulde_navn", "e-mailadresse", "telefonnummer", "virksomhedsnavn"],
            ["fullt_navn", "e-postadresse", "mobilnummer", "bedriftsnavn"],
            ["koko_nimi", "sähköpostiosoite", "puhelinnumero", "yrityksen_nimi"],
            ["nume_complet", "adresă_de_e-mail", "număr_de_telefon", "numele_companiei"],
            ["teljes_név", "e-mail-cím", "telefonszám", "cégnév"],
            ["ονοματεπώνυμο", "διεύθυνση_email", "αριθμός_τηλεφώνου", "όνομα_εταιρείας"],
            ["الاسم_الكامل", "البريد_الإلكتروني", "رقم_الهاتف", "اسم_الشركة"],
            ["שם_מלא", "דואר_אלקטרוני", "מספר_טלפון", "שם_החברה"],
            ["पूरा_नाम", "ईमेल", "फ़ोन_नंबर", "कंपनी_का_नाम"],
            ["氏名", "メールアドレス", "電話番号", "会社名"],
            ["성명", "이메일", "전화번호", "회사_이름"],
            ["姓名", "电子邮件", "电话号码", "公司名称"],
            ["全名", "電子郵件", "電話號碼", "公司名稱"],
            ["họ_và_tên", "địa_chỉ_email", "số_điện_thoại", "tên_công_ty"],
            ["ชื่อเต็ม", "อีเมล", "หมายเลขโทรศัพท์", "ชื่อบริษัท"],
            ["nama_lengkap", "alamat_email", "nomor_telepon", "nama_perusahaan"],
        ])
    func translated(_ keys: [String]) {
        let contact = map(Array(zip(keys, ["Ann", "a@b.org", "12", "X"])))
        #expect(contact == MappedAnswers(name: "Ann", company: "X", phone: "12", email: "a@b.org"))
    }

    @Test(
        "first and last name are joined, in every language that has them apart",
        arguments: [
            ("first_name", "last_name"), ("vorname", "nachname"), ("nombre", "apellidos"), ("nome", "cognome"), ("nome", "sobrenome"),
            ("prénom", "nom"), ("voornaam", "achternaam"), ("imię", "nazwisko"), ("ad", "soyad"), ("имя", "фамилия"),
            ("ім’я", "прізвище"), ("jméno", "příjmení"), ("förnamn", "efternamn"), ("etunimi", "sukunimi"), ("prenume", "nume"),
            ("keresztnév", "vezetéknév"), ("όνομα", "επώνυμο"), ("الاسم_الأول", "اسم_العائلة"), ("שם_פרטי", "שם_משפחה"),
            ("पहला_नाम", "उपनाम"), ("名", "姓"), ("名", "名字"), ("이름", "성"), ("tên", "họ"), ("ชื่อ", "นามสกุล"),
            ("nama_depan", "nama_belakang"),
        ])
    func halves(_ first: String, _ last: String) {
        #expect(map([(last, "Doe"), (first, "Jo")]).name == "Jo Doe")
        #expect(map([(first, "Jo")]).name == "Jo")
        #expect(map([(last, "Doe")]).name == "Doe")
    }

    @Test("no two languages disagree about a word")
    func noConflicts() {
        var seen: [String: (LeadRole, String)] = [:]
        for (code, names) in LeadFieldAliases.languages {
            for (role, names) in names {
                for name in names {
                    let normal = FieldName.normal(name)
                    #expect(!normal.isEmpty)
                    if let (other, otherCode) = seen[normal] {
                        #expect(other == role, "\(name): \(role) in \(code), \(other) in \(otherCode)")
                    }
                    seen[normal] = (role, code)
                }
            }
        }
        #expect(Set(LeadFieldAliases.languages.map(\.code)).count == 28)
    }

    @Test("the form's own types come before the names of the keys")
    func types() {
        let contact = map(
            [("question1", "Ann"), ("question2", "12"), ("name", "Kitchen"), ("q3", "a@b.org"), ("q4", "X")],
            [
                FormQuestion(key: "question1", label: "?", type: "FULL_NAME"),
                FormQuestion(key: "question2", label: "?", type: "PHONE"),
                FormQuestion(key: "name", label: "?", type: "CITY"),
                FormQuestion(key: "Q3", label: "?", type: "EMAIL"),
                FormQuestion(key: "q4", label: "Name Ihrer Firma", type: "COMPANY_NAME"),
            ])
        #expect(contact.name == "Ann")
        #expect(contact.phone == "12")
        #expect(contact.email == "a@b.org")
        #expect(contact.company == "X")
        #expect(contact.other == [LeadAnswer(name: "name", values: ["Kitchen"])])
    }

    @Test("a form's own question is known by its label, and choices are shown in the words that were seen")
    func custom() {
        let contact = LeadMapper.map(
            [LeadAnswer(name: "q1", values: ["Acme"]), LeadAnswer(name: "q2", values: ["modular_kitchen", "x"])],
            questions: [
                FormQuestion(key: "q1", label: "Firma:", type: "CUSTOM"),
                FormQuestion(
                    key: "q2", label: "Firma", type: "CUSTOM", options: [.init(key: "modular_kitchen", value: "Modular kitchen")]),
            ])
        #expect(contact.company == "Acme")
        #expect(contact.other == [LeadAnswer(name: "q2", values: ["Modular kitchen", "x"])])
    }

    @Test("work and WhatsApp answers stand in, and stay beside when they need not")
    func fallbacks() {
        #expect(map([("work_email", "w@b.org"), ("whatsapp_number", "3"), ("work_phone_number", "2")]).phone == "2")
        #expect(map([("whatsapp_number", "3")]).phone == "3")
        #expect(map([("work_email", "w@b.org")]).email == "w@b.org")
        let contact = map([("work_email", "w@b.org"), ("whatsapp_number", "3"), ("email", "a@b.org"), ("phone_number", "1")])
        #expect(contact.phone == "1")
        #expect(contact.email == "a@b.org")
        #expect(contact.other.map(\.name) == ["work_email", "whatsapp_number"])
    }

    @Test("a missing phone or e-mail is found by its look")
    func looks() {
        let contact = map([("how_to_reach_you", "ann@b.org"), ("best_line", "p:+49 (0)30 / 12-34 567"), ("note", "hi")])
        #expect(contact.email == "ann@b.org")
        #expect(contact.phone == "+49 (0)30 / 12-34 567")
        #expect(contact.other == [LeadAnswer(name: "note", values: ["hi"])])
        #expect(map([("email", "a@b.org"), ("second", "c@d.org")]).other.map(\.name) == ["second"])
    }

    @Test(
        "what only resembles a phone or an e-mail is left alone",
        arguments: [
            ("date_of_birth", "1990-01-15"), ("when", "15.01.1990"), ("zip", "1234567"), ("utm_id", "12345678"), ("question", "123456"),
            ("social", "@ann_b"), ("price", "1000000"), ("campaign id", "120251304671210738"), ("x", "ann@b"), ("y", "call 1234567 now"),
            ("street_address", "1234567"),
        ])
    func notLooks(_ name: String, _ value: String) {
        let contact = map([(name, value)])
        #expect(contact.phone == nil)
        #expect(contact.email == nil)
        #expect(contact.other == [LeadAnswer(name: name, values: [value])])
        let number = map([("k", "12345678")], [FormQuestion(key: "k", label: "CPF", type: "ID_CPF")])
        #expect(number.phone == nil)
    }

    @Test("missing and empty answers are harmless, and white space is made plain")
    func empties() {
        let contact = LeadMapper.map(
            [
                LeadAnswer(name: "full_name", values: []), LeadAnswer(name: "email", values: ["", " \n"]),
                LeadAnswer(name: "name", values: [" Ann \n\t B. "]), LeadAnswer(name: "inbox_url", values: []),
                LeadAnswer(name: "", values: ["x"]), LeadAnswer(name: "phone", values: ["", "P: 12", "34"]),
            ], questions: [])
        #expect(
            contact
                == MappedAnswers(
                    name: "Ann B.", phone: "12",
                    other: [LeadAnswer(name: "", values: ["x"]), LeadAnswer(name: "phone", values: ["34"])]))
        #expect(LeadMapper.map([], questions: nil) == MappedAnswers())
    }

    @Test(
        "leads of Meta's testing tool are recognised",
        arguments: [
            ("phone_number", "<test lead: dummy data for phone_number>"), ("email", "test@meta.com"), ("email", "TEST@fb.com"),
            ("anything", "<Test Lead: dummy data for anything>"),
        ])
    func tests(_ name: String, _ value: String) {
        #expect(map([(name, value)]).isTest)
        #expect(!map([(name, "a test lead")]).isTest)
    }

    @Test(
        "an answer longer than any number is not read as one, whatever it is made of, and nothing of it is lost",
        arguments: [
            "7", "7 ", "a@b.", "中", "lorem ipsum ", "٣",
        ])
    func longAnswers(_ part: String) {
        let long = String(repeating: part, count: 40_000 / part.utf8.count).trimmingCharacters(in: .whitespaces)
        let longest = Mutex(0)
        let answers =
            (1...5).map { LeadAnswer(name: "question \($0)", values: [long]) } + [LeadAnswer(name: "mobile", values: ["+39 347 123 4567"])]
        let contact = LeadMapper.map(answers, questions: nil) { text in
            longest.withLock { $0 = max($0, text.utf8.count) }
            return .valid
        }
        #expect(longest.withLock { $0 } <= 500)
        #expect(contact.phone == "+39 347 123 4567" && contact.email == nil)
        #expect(contact.other.map(\.values) == Array(repeating: [long], count: 5))
        // Where the form asks for a number, it is one.
        #expect(LeadMapper.map([LeadAnswer(name: "phone_number", values: [long])], questions: nil).phone == long)
    }
}
