import CRM
import Foundation

/// A search as a command takes it: the same language as in the screens.
enum QueryChoice {
    /// Reads a search at this moment. Throws a sentence that shows the part which cannot be read.
    ///
    /// - Parameter user: whose it is; their country says how dates are written, and their calls are meant.
    static func filter(_ text: String, _ settings: Settings, user: User?, now: Date = Date()) throws(PlainError) -> CustomerFilter {
        do throws(QueryFault) {
            return try QueryParser.parse(text, in: context(settings, user: user, now: now))
        } catch {
            let part = String(Array(text)[error.range.clamped(to: 0..<text.count)].prefix(60))
            throw PlainError("The search cannot be read at \"\(part)\". \(error.sentence)")
        }
    }

    /// Why nothing can be found: a spreadsheet that is asked for is none of these. Nil where all are there.
    static func fault(_ filter: CustomerFilter, spreadsheets: [SpreadsheetSummary]) -> String? {
        filter.missingSpreadsheet(among: spreadsheets.map(\.spreadsheet.name)).map { "No spreadsheet begins with \"\(PlainLine.of($0))\"." }
    }

    static func context(_ settings: Settings, user: User?, now: Date = Date()) -> QueryContext {
        QueryContext(
            CallDateContext(
                now: now, zone: settings.zone, workingHours: settings.workingHours, endOfDay: settings.endOfDay,
                dayStart: settings.dayStart, dayFirst: settings.writesDayFirst(user)),
            statuses: settings.statuses, user: user?.id)
    }
}
