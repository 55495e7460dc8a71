import CRM
import Foundation
import TerminalKit

/// A fault that keeps leads away, or work from being saved, until somebody mends it.
struct DeskFault: Hashable {
    /// For the header: `Kitchens: token refused`.
    var brief: String
    /// For the fault's own line, without a full stop; and shorter.
    var sentence: String
    var short = ""
    /// The consequence: `23 leads wait`.
    var consequence = ""
    /// The same in the header: `23 wait`.
    var briefConsequence = ""
    /// The command that leads to where it is mended.
    var command: String?
    /// The effect of that command's key: `fixes it`.
    var word = ""
    /// The remedy, for the screen on which it is applied.
    var remedy = ""
}

extension DeskState {
    /// All that is at fault now, the worst first.
    var faults: [DeskFault] {
        var faults: [DeskFault] = []
        if case .serverUnreachable(let address, let reason) = linkFault {
            faults.append(
                DeskFault(
                    brief: "no connection", sentence: "No connection to \(address) (\(DeskFault.bare(reason)))",
                    short: "No connection to \(address)", consequence: "what you see may be old, nothing is saved",
                    briefConsequence: "nothing is saved"))
        }
        if let unwritable {
            faults.append(
                DeskFault(
                    brief: "nothing can be saved", sentence: "Nothing can be saved (\(unwritable))",
                    consequence: "fix the cause, then do it again"))
        }
        if case .down(let address, let reason) = listener {
            faults.append(
                DeskFault(
                    brief: "not listening", sentence: "Not listening on \(address)", consequence: "no lead comes in here",
                    command: ScreenID.feed.commandID,
                    word: "says why", remedy: reason))
        }
        if case .certificateFault(let address, _, let reason) = listener {
            faults.append(
                DeskFault(
                    brief: "certificate at fault", sentence: "The certificate of \(address) is at fault",
                    consequence: "Meta may not connect", command: ScreenID.feed.commandID, word: "says why", remedy: reason))
        }
        return faults + pages.sorted { $0.waiting > $1.waiting }.compactMap { fault(of: $0) }
    }

    private func fault(of page: MetaPage) -> DeskFault? {
        var middle = ""
        var (command, word) = (ScreenID.meta.commandID, "fixes it")
        let (brief, sentence, remedy): (String, String, String)
        if case .blocked(let reason, let todo, let code) = page.state {
            let short = FeedPresentation.brief(code, reason)
            let isToken = code == .tokenRefused
            if isToken { middle = "\(page.title): access token refused" }
            let long = isToken ? "access token refused (\(DeskFault.bare(reason)))" : DeskFault.bare(reason)
            (brief, sentence, remedy) = (short, long, todo)
        } else if !page.hasAccessToken {
            (brief, sentence, remedy) = ("no access token", "no access token", "Enter the page access token and save.")
        } else if let problem = page.problems(at: now).first(where: \.isFault) {
            (brief, sentence, remedy) = (FeedPresentation.brief(problem), DeskFault.bare(problem.sentence), problem.remedy)
            if problem.topic == .leads { (command, word) = (ScreenID.feed.commandID, "says why") }
        } else {
            return nil
        }
        let waiting = page.waiting
        return DeskFault(
            brief: "\(page.title): \(DeskFault.bare(brief))", sentence: "\(page.title): \(sentence)", short: middle,
            consequence: waiting == 0 ? "" : "\(Numbers.count(waiting, "lead")) \(waiting == 1 ? "waits" : "wait")",
            briefConsequence: waiting == 0 ? "" : "\(Numbers.grouped(waiting)) wait", command: command,
            word: page.hidesSettings ? "says more" : word, remedy: page.hidesSettings ? MetaPage.keepers : remedy)
    }

    /// The trouble of a thing that still works and needs somebody soon: it takes the green from the header.
    var warning: String? {
        for page in pages {
            if let problem = page.problems(at: now).first {
                let place: ScreenID = problem.topic == .leads ? .feed : .meta
                let next = page.hidesSettings ? MetaPage.keepers : "\(keys.of(place)) says what to do."
                return "\(page.title): \(problem.sentence) \(next)"
            }
        }
        if let open = pages.first(where: { !$0.signatureChecked }) {
            let next = open.hidesSettings ? MetaPage.keepers : "\(keys.of(.meta)) adds the app secret."
            return "\(open.title): signatures are not checked. \(next)"
        }
        return nil
    }
}

extension DeskFault {
    fileprivate static func bare(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
}

/// Draws the worst fault in a line of its own, until it is mended.
enum FaultView {
    /// - Parameter moved: where it stands in place of its own line, which something else has taken.
    static func draw(_ state: DeskState, at moved: Int? = nil, into scene: inout Scene) {
        guard let place = FrameLayout(state).fault, let fault = state.faults.first else { return }
        let y = moved ?? place
        let end = scene.grid.width - 1
        let more = state.faults.count - 1
        scene.grid.fill(Rect(x: 0, y: y, width: scene.grid.width, height: 1), .plain)
        let isNext = state.nextNeed == .fault(fault)
        let key = isNext ? state.keys.of("lead.open") : fault.command.map { state.keys.of($0) } ?? ""
        let isThere = fault.command == state.screen.commandID && state.card == nil
        // Where it is mended, what to do stands in place of the key that leads there.
        let way = isThere || key.isEmpty ? "" : "\(key) \(fault.word)"
        let tail = [way, more > 0 ? "\(more) more" : ""].filter { !$0.isEmpty }
        let heads = [
            [fault.sentence, fault.consequence, isThere ? fault.remedy : ""], [fault.sentence, fault.consequence],
            fault.short.isEmpty ? [] : [fault.short, fault.consequence],
            [fault.brief, fault.consequence],
            [fault.brief, fault.briefConsequence], [fault.brief],
        ].map { $0.filter { !$0.isEmpty } }
        func line(_ head: [String]) -> String { (head + tail).joined(separator: " · ") }
        let head = heads.first { !$0.isEmpty && TextWidth.of(line($0)) <= end - 3 } ?? [fault.brief]
        let tailWidth = tail.reduce(0) { $0 + 3 + TextWidth.of($1) }
        var x = scene.grid.put("▲ ", x: 1, y: y, style: .fault.bolded()) + 1
        let text = SafeText.clean(head.joined(separator: " · "))
        let room = end - x - tailWidth >= 12 ? end - x - tailWidth : end - x
        x += scene.grid.put(text, x: x, y: y, width: max(0, room), style: .fault)
        for part in tail where x + 3 < end {
            x += scene.grid.put(" · ", x: x, y: y, style: .dim)
            if part == way {
                x += scene.grid.put(key, x: x, y: y, width: max(0, end - x), style: .accent.bolded()) + 1
                x += scene.grid.put(fault.word, x: x, y: y, width: max(0, end - x), style: .plain)
            } else {
                x += scene.grid.put(part, x: x, y: y, width: max(0, end - x), style: .dim)
            }
        }
        if let command = fault.command { scene.hit(Rect(x: 0, y: y, width: scene.grid.width, height: 1), .command(command)) }
    }
}
