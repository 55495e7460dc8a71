import Base
import CRM
import Foundation

/// The part of erasing that concerns the other rows of a person.
extension CRMStore {
    /// The row that stands in a list, deleted or not, and those that were merged into it; empty when there is none such.
    func whole(_ db: any Session, _ id: Customer.ID) throws -> [Customer] {
        let row = try mergedInto(db, id) ?? id
        return try ([row] + merged(db, into: row)).compactMap { try Customer.any(db, $0) }
    }

    /// A merge that was split, or can be: what it kept of the row stands in the timeline and the undo steps of another.
    func forgetMerges(_ db: any Session, of id: Customer.ID) throws {
        for row in try db.rows(ErasureSQL.merges) {
            guard let step = try ChangeRecord(row: row), step.before.rows?.contains(where: { $0.id == id }) == true else { continue }
            try db.run(ErasureSQL.forgetStep, [row["id"] as Int64, "merged with a row that was erased"])
        }
    }

    /// Other rows that may be the same person's: those with the same number or address, whoever's they are, deleted ones too.
    func lookalikes(_ db: any Session, of rows: [Customer]) throws -> [Customer.ID] {
        let own = Set(rows.map(\.id))
        let found = try rows.flatMap { row in
            try db.values(
                Int64.self, ErasureSQL.lookalikes(db.dialect), [row.id, row.phoneNumber.withSmallASCII, row.email.withSmallASCII])
        }
        return Set(found).subtracting(own).sorted().prefix(100).map { $0 }
    }
}
