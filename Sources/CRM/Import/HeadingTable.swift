/// The headings that customer files have: those of HubSpot, Salesforce, Zoho, Pipedrive, Google Contacts, Outlook, and of people's own
/// tables. The names of contact fields in other languages come from whoever knows the forms of ads; notes, statuses and next calls,
/// which no form asks for, are here in all of them.
enum HeadingTable {
    /// The meaning of a heading; nil where it says nothing to us.
    ///
    /// - Parameter recognise: knows the names of contact fields in many languages.
    static func meaning(of heading: HeadingText, recognise: (String) -> HeadingReading?) -> HeadingReading? {
        if heading.folded.isEmpty { return nil }
        if let known = table[heading.folded] ?? numbered(heading.words) ?? withoutPerson(heading.words) { return HeadingReading(known) }
        guard var found = recognise(heading.shown), !found.isGuess || !isAboutOthers(heading) else {
            return isAboutOthers(heading) ? HeadingReading(.nothing, isGuess: true) : nil
        }
        if found.meaning == .phone, mobiles.contains(where: { heading.folded.contains($0) }) { found.meaning = .mobilePhone }
        return found
    }

    private static func isAboutOthers(_ heading: HeadingText) -> Bool { heading.words.contains { others.contains(String($0)) } }

    /// `Contact Email` as `Email`.
    private static func withoutPerson(_ words: [Substring]) -> HeadingMeaning? {
        guard let first = words.first, whose.contains(first), words.count > 1 else { return nil }
        return table[words.dropFirst().joined(separator: " ")]
    }

    /// `Phone 2 - Value`, `E-mail 3 Address`: the first counts, the others come behind it.
    private static func numbered(_ words: [Substring]) -> HeadingMeaning? {
        guard let place = words.firstIndex(where: { Int($0) != nil }), let number = Int(words[place]) else { return nil }
        var rest = words
        rest.remove(at: place)
        if let last = rest.last, ["value", "address", "wert", "adresse", "name", "number"].contains(last), rest.count > 1, place > 0 {
            rest.removeLast()
        }
        switch table[rest.joined(separator: " ")] {
        case .email, .otherEmail: return number < 2 ? .email : .otherEmail
        case .mobilePhone, .phone, .workPhone, .otherPhone: return number < 2 ? .phone : .otherPhone
        case .company: return .company
        case .remark: return .remark
        default: return nil
        }
    }

    /// The words before a field's name that tell its owner.
    private static let whose: Set<Substring> = [
        "person", "contact", "lead", "customer", "client", "primary", "main", "your", "kunden", "kontakt",
    ]

    /// Whether a column of that heading may hold the person to talk to: some write a telephone number there, so its cells must say.
    static func maySayPerson(_ heading: String) -> Bool { persons.contains(HeadingText.fold(heading)) }

    private static let persons = Set(
        [
            "contact", "contacts", "person", "kontakt", "kontakte", "contatto", "contatti", "referente", "persona", "contacto", "contactos",
            "contato", "contatos", "responsavel", "interlocuteur", "contactpersoon", "osoba", "osoba kontaktowa", "kontaktni osoba",
            "yetkili",
            "kontaktperson", "yhteyshenkilo", "kapcsolattarto", "контакт", "контактное лицо", "контактна особа", "επαφη", "担当者", "联系人",
            "聯絡人", "담당자",
        ].map(HeadingText.fold))

    /// A heading with one of these words is about something else, whatever else stands in it: `Contact owner email`, `Phone 1 - Type`.
    private static let others: Set<String> = [
        "owner", "besitzer", "inhaber", "zustandiger", "proprietaire", "propietario", "proprietario", "proprietaria", "type", "typ", "tipo",
        "label",
        "id", "ids", "source", "quelle", "campaign", "ad", "adset", "form", "fax", "opt", "optin", "optout", "consent", "bounce", "bounced",
        "verified",
        "domain", "url", "website", "homepage", "linkedin", "date", "datum", "time", "count", "score", "created", "modified", "updated",
        "phonetic",
        "prefix", "suffix", "nickname", "extension", "ext", "street", "strasse", "city", "stadt", "ort", "state", "country", "land", "zip",
        "plz",
        "postal", "birthday", "geburtstag", "gender", "assistant", "manager", "department", "abteilung", "position", "title", "salutation",
        "anrede",
        "accepts", "marketing", "subscribed", "newsletter", "permission", "preference", "preferred", "valid", "validity", "code", "status",
        "bounces",
        "password", "ip", "user", "username", "agent", "rep", "assigned", "assignee", "referrer", "tag", "tags", "group", "list",
    ]

    /// Parts of the words for a telephone that one carries about.
    private static let mobiles = [
        "mobil", "cell", "handy", "celular", "movil", "cellulare", "portable", "gsm", "komork", "cep tel", "telemovel", "mobiel",
        "whatsapp", "whats app",
        "携帯", "手机", "手機", "휴대", "мобил", "мобіл", "κινητο", "جوال", "موبايل", "נייד", "मोबाइल", "มือถือ", "di dong",
    ]

    /// The rank among several telephone numbers of one whose label stands in a cell; nil where that says nothing about it.
    static func rank(ofLabel cell: String) -> Int? {
        let label = HeadingText(cell, place: 0).folded
        if label.contains("fax") { return HeadingMeaning.otherPhone.field.map { $0.rank + 1 } }
        return mobiles.contains(where: label.contains) ? HeadingMeaning.mobilePhone.field?.rank : nil
    }

    private static let table: [String: HeadingMeaning] = {
        var table: [String: HeadingMeaning] = [:]
        for (meaning, names) in names {
            for name in names { table[HeadingText.fold(name)] = meaning }
        }
        return table
    }()

    private static let names: [(HeadingMeaning, [String])] = [
        (
            .wholeName,
            [
                "full name", "contact name", "customer name", "client name", "person name", "contact person", "deal contact person",
                "display name",
                "kundenname", "ansprechpartner", "ansprechperson", "kontaktperson", "nome cliente", "nombre del cliente", "nom du client",
                "klantnaam",
            ]
        ),
        (
            .name,
            [
                "name", "lead name", "customer", "client", "kunde", "kundin", "kunden", "klant", "cliente", "klient", "zákazník", "asiakas",
                "kund",
                "kundenavn", "ügyfél", "müşteri", "клиент", "клієнт", "πελάτης", "العميل", "לקוח", "ग्राहक", "顧客", "顧客名", "客户", "客戶", "客户姓名",
                "고객", "고객명", "ลูกค้า", "khách hàng", "pelanggan",
            ]
        ),
        (.firstName, ["first name", "given name", "forename", "fname", "vorname"]),
        (.middleName, ["middle name", "additional name", "second name", "weitere vornamen", "middle names"]),
        (.lastName, ["last name", "family name", "surname", "lname", "nachname"]),
        (
            .company,
            [
                "company", "company name", "account name", "company account", "organization", "organisation", "organization name",
                "organisation name", "associated company", "associated company names", "primary company", "person organization", "employer",
                "firma",
            ]
        ),
        (
            .mobilePhone,
            [
                "mobile", "mobile phone", "mobile number", "mobile phone number", "cell", "cell phone", "mobile no", "mobiltelefon",
                "mobilnummer", "handy", "handynummer", "whatsapp", "whatsapp number", "whats app", "whats app number",
            ]
        ),
        (
            .phone,
            [
                "phone", "phone number", "phone no", "telephone", "telephone number", "tel", "tel no", "phone value", "telefon",
                "primary phone",
            ]
        ),
        (
            .workPhone,
            [
                "business phone", "work phone", "work phone number", "office phone", "company phone", "company main phone", "direct phone",
                "direct dial",
                "phone work", "telefon geschaftlich", "telefon firma", "telefon zentrale", "person phone work",
            ]
        ),
        (
            .otherPhone,
            [
                "home phone", "other phone", "secondary phone", "alternate phone", "alternative phone", "phone home", "phone other",
                "telefon privat",
                "weiteres telefon", "car phone", "isdn", "pager", "telex", "radio phone", "callback", "secondary phone number",
                "second phone", "other phone number", "home phone number", "person phone home", "person phone other",
            ]
        ),
        (.mobilePhone, ["person phone mobile", "phone mobile", "telefon mobil"]),
        (
            .email,
            [
                "email", "emails", "e mail", "e mails", "mail", "email address", "e mail address", "email id", "primary email",
                "email value", "e mail adresse", "email adresse",
            ]
        ),
        (
            .otherEmail,
            [
                "secondary email", "alternate email", "alternative email", "other email", "additional email addresses", "private email",
                "email other", "email home",
            ]
        ),
        (.email, ["work email", "business email", "person email work", "email work"]),
        (
            .remark,
            [
                "note", "notes", "remark", "remarks", "comment", "comments", "description", "memo", "additional notes", "lead notes",
                "internal notes",
                "bemerkung", "bemerkungen", "notiz", "notizen", "kommentar", "kommentare", "anmerkung", "anmerkungen", "beschreibung",
                "commentaire", "commentaires", "remarque", "remarques", "nota", "notas", "observaciones", "comentario", "comentarios",
                "observações",
                "comentários", "annotazioni", "commenti", "osservazioni", "opmerking", "opmerkingen", "notitie", "notities", "uwagi",
                "notatki", "notatka",
                "komentarz", "poznámka", "poznámky", "megjegyzés", "observații", "notițe", "notlar", "açıklama", "anteckning",
                "anteckningar", "noter",
                "notater", "merknad", "bemærkning", "bemærkninger", "muistiinpanot", "huomautus", "lisätiedot", "σημειώσεις", "σχόλια",
                "примечание",
                "примечания", "комментарий", "комментарии", "заметки", "примітка", "коментар", "ملاحظات", "הערות", "टिप्पणी", "नोट", "備考", "メモ",
                "ノート", "备注", "備註", "메모", "비고", "หมายเหตุ", "ghi chú", "catatan", "keterangan",
            ]
        ),
        (
            .status,
            [
                "status", "lead status", "leadstatus", "customer status", "contact status", "statut", "stav", "durum", "tila", "статус",
                "κατάσταση", "الحالة", "סטטוס", "ステータス", "状态", "狀態", "상태", "สถานะ", "trạng thái",
            ]
        ),
        (
            .nextCallDate,
            [
                "next call", "next call date", "follow up", "follow up date", "followup", "next follow up", "next activity date",
                "next contact",
                "next contact date", "next step date", "callback date", "date of next call", "date of next contact", "date of follow up",
                "wiedervorlage", "nächster anruf", "rückruf", "prochain appel",
                "rappel",
                "próxima llamada", "próxima ligação", "prossima chiamata", "volgende oproep", "następny kontakt",
            ]
        ),
        (
            .nextCallTime,
            [
                "next call time", "next call at", "time of next call", "follow up time", "next follow up time", "time of follow up",
                "next contact time", "time of next contact", "next activity time", "callback time", "uhrzeit der wiedervorlage",
                "uhrzeit nächster anruf",
            ]
        ),
        (
            .nothing,
            [
                ImportErrorText.heading, "id", "user", "spreadsheet", "title", "source", "lead source", "owner", "city", "country",
                "company domain name",
            ]
        ),
    ]
}
