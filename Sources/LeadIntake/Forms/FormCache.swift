import CRM
import Foundation
import MetaLeads

/// The forms that are known, being read, or could not be read.
struct FormCache {
    enum Place {
        case known(GraphForm)
        case reading
        /// Not to be asked again before then.
        case failed(until: Date)
    }

    private struct Kept: Encodable {
        var id: String
        var name: String?
        var locale: String?
        var status: String?
        var questions: [FormQuestion]
    }

    /// The number of forms held in memory; an account with more reads some of them again from the store.
    private static let limit = 1000
    static let pauseAfterFailure: Double = 3600

    private var places: [String: Place] = [:]

    subscript(id: String) -> Place? { places[id] }

    func form(_ id: String?) -> GraphForm? {
        guard let id, case .known(let form)? = places[id] else { return nil }
        return form
    }

    mutating func put(_ place: Place, _ id: String) {
        if places.count >= Self.limit, places[id] == nil {
            places = places.filter { if case .reading = $0.value { true } else { false } }
        }
        places[id] = place
    }

    /// Lets forms that could not be read be asked again at once.
    mutating func forgetFailures() {
        places = places.filter { if case .failed = $0.value { false } else { true } }
    }

    /// The form that the store keeps, in the Graph API's own shape.
    static func kept(_ form: GraphForm, id: String, page: String, at now: Date) throws -> KeptForm {
        let raw = try JSONEncoder().encode(
            Kept(id: form.id, name: form.name, locale: form.locale, status: form.status, questions: form.questions))
        return KeptForm(
            id: id, pageID: page, name: form.name ?? "", raw: String(decoding: raw, as: UTF8.self), fetchedAt: now)
    }

    static func form(_ kept: KeptForm) -> GraphForm? {
        try? GraphForm.parse(Array(kept.raw.utf8))
    }
}
