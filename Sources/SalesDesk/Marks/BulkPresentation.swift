import CRM
import TerminalKit

/// Sentences about a change of many customers: of whom it is asked, and its outcome.
enum BulkPresentation {
    /// `12 customers are now contacted; 3 were changed by somebody else meanwhile: they are still marked`.
    static func sentence(_ change: BulkChange, _ end: BulkEnd, in state: DeskState) -> String {
        let batch = end.batch
        var parts: [String] = []
        if let error = end.error {
            if batch.done > 0 {
                parts = [error.messageOfRest, "Until then: \(done(change, batch.done, in: state))."]
            } else {
                parts = [error.message]
            }
            if case .note = change { parts.append("What you typed is kept: \(state.keys.of("customer.note")) shows it again.") }
            return parts.joined(separator: " ")
        }
        if batch.done > 0 { parts.append(done(change, batch.done, in: state)) }
        func which(_ count: Int) -> String { batch.done > 0 ? Numbers.grouped(count) : Numbers.count(count, "customer") }
        if !batch.changed.isEmpty {
            let isOne = batch.changed.count == 1
            parts.append(
                "\(which(batch.changed.count)) \(isOne ? "was" : "were") changed by somebody else meanwhile: \(isOne ? "it is" : "they are") still marked, look again"
            )
        }
        if batch.same > 0 { parts.append("\(Numbers.grouped(batch.same)) \(batch.same == 1 ? "was" : "were") so already") }
        if batch.readOnly > 0 {
            parts.append("\(which(batch.readOnly)) \(batch.readOnly == 1 ? "is" : "are") in a spreadsheet that you may only read")
        }
        if batch.taken > 0 {
            let stays = batch.taken == 1 ? "stays: a colleague has taken it" : "stay: colleagues have taken them"
            parts.append("\(which(batch.taken)) \(stays)")
        }
        if batch.gone > 0 { parts.append("\(Numbers.grouped(batch.gone)) \(batch.gone == 1 ? "is" : "are") not there any more") }
        return parts.isEmpty ? "nothing to change" : parts.joined(separator: "; ")
    }

    private static func done(_ change: BulkChange, _ count: Int, in state: DeskState) -> String {
        let customers = Numbers.count(count, "customer")
        let (are, have) = count == 1 ? ("is", "has") : ("are", "have")
        switch change {
        case .set(.status, let status): return "\(customers) \(are) now \(status)"
        case .set(.nextCallDate, let text):
            guard let call = NextCall(text) else { return "\(customers) \(have) no next call" }
            return "\(customers): next call \(CallDateText.short(call, in: state.callDates).text)"
        case .set(let field, let text): return "\(customers): \(field.title) \(TextWidth.truncate(text, to: 30))"
        case .note: return "noted for \(customers)"
        case .delete: return "deleted \(customers)"
        case .move(let sheet): return "\(customers) \(are) now \(place(sheet, in: state))"
        case .copy(let sheet): return "\(customers) \(are) now \(place(sheet, in: state)) as well"
        }
    }

    /// `in Trade fair`, or of a colleague's `with marco, in Referrals`.
    private static func place(_ id: Spreadsheet.ID, in state: DeskState) -> String {
        if let own = state.sheets.summary(id)?.spreadsheet.name { return "in \(TextWidth.truncate(own, to: 40))" }
        guard let target = state.marked.colleagues.first(where: { $0.id == id }) else { return "there" }
        return "with \(target.owner ?? ""), in \(TextWidth.truncate(target.name, to: 40))"
    }

    /// `12 customers`, or `12 customers, 3 of them not shown`: whom a prompt is about.
    static func subject(count: Int, hidden: Int) -> String {
        Numbers.count(count, "customer") + (hidden > 0 ? ", \(Numbers.grouped(hidden)) of them not shown" : "")
    }

    /// Beside the name of a list: `12 marked`, `12 marked, 3 not shown`, and how far a change has come.
    static func title(_ state: DeskState) -> [(text: String, style: Style)] {
        var pieces: [(text: String, style: Style)] = []
        if let reading = state.marked.reading, state.shown.marking(state)?.list == reading.list { pieces.append(("marking", .accent)) }
        if let marks = state.shownMarks {
            let hidden = marks.hidden > 0 ? ", \(Numbers.grouped(marks.hidden)) not shown" : ""
            pieces.append(("\(Numbers.grouped(marks.count)) marked\(hidden)", .accent.bolded()))
        }
        if let job = state.marked.jobs.first(where: \.isLong) {
            let stop = state.keys.of("undo")
            pieces.append(
                ("\(Numbers.grouped(job.batch.seen)) of \(Numbers.grouped(job.marks.count)) written, \(stop) takes back", .warning))
        }
        if let text = Desk.turningTitle(state) { pieces.append((text, .warning)) }
        return pieces
    }
}
