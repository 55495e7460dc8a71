import CRM
import Foundation

extension Lead {
    init(row: SQLRow) {
        self.init(
            leadgenID: row[0], pageID: row[1], formID: row[2], formName: row[3], adID: row[4], adName: row[5], campaignID: row[6],
            campaignName: row[7], platform: row[8], isOrganic: row[9], isTest: row[10], createdTime: Date(milliseconds: row[11]),
            answers: Lead.answers(row[12]),
            consents: (try? JSONDecoder().decode([Consent].self, from: Data((row[14] as String).utf8))) ?? [], raw: row[13])
    }

    /// The answers as they are stored; none where they cannot be read.
    static func answers(_ json: String) -> [Answer] { (try? JSONDecoder().decode([Answer].self, from: Data(json.utf8))) ?? [] }

    static func fetch(_ db: any Session, of customer: Customer.ID) throws -> Lead? {
        try db.one(LeadSQL.ofCustomer, [customer]).map(Lead.init)
    }

    /// Writes the lead of a customer, in the place of one that is there.
    func insert(_ db: any Session, of customer: Customer.ID) throws {
        let clean = { (text: String?) in text.map(FieldRules.withoutNUL) }
        let answers = String(decoding: try JSONEncoder().encode(answers), as: UTF8.self)
        let consent = String(decoding: try JSONEncoder().encode(consents), as: UTF8.self)
        try db.run(
            LeadSQL.put,
            [
                customer, leadgenID, pageID, formID, clean(formName), adID, clean(adName), campaignID, clean(campaignName),
                clean(platform), isOrganic, isTest, createdTime.milliseconds, answers, FieldRules.withoutNUL(raw),
                FieldRules.withoutNUL(consent),
            ])
    }
}
