import Base

/// The faults that the data can have, each with a sentence for people.
public indirect enum StoreError: Error, Hashable, Sendable {
    /// Somebody else changed the field meanwhile: nothing was written.
    case conflict(Customer.ID, field: CustomerField, theirs: String, yours: String)
    case customerGone
    /// The row was merged into another of the same person.
    case customerMerged(into: Customer.ID)
    /// The person has no other row, with the sentence that says why.
    case nothingToMerge(String)
    /// Rows of one number or address have names that are not one person's.
    case differentNames(String, String)
    /// The lead is that of a person who was erased: it does not come back.
    case leadErased
    case spreadsheetGone
    case spreadsheetNameTaken(String)
    case userUnknown(String, known: [String])
    case userNameTaken(String)
    case userNameInvalid(String)
    case countryUnknown(String)
    case pageTaken(pageID: String, by: String)
    case pageUnknown(String)
    case pageIDInvalid(String)
    case formUnknown(String)
    /// The lead was read with a mapping that somebody replaced before it was saved: it must be read again.
    case formMappedMeanwhile
    /// A value that the field cannot hold, with the sentence that says so.
    case invalid(String)
    /// A file, or what was said of its columns, is refused before anything of it is written, with the sentence that says so.
    case notImported(String)
    /// The customer wants neither calls nor messages.
    case unwanted(name: String, DoNotCall)
    /// Another user has taken the customer.
    case claimed(customer: String, LeadClaim)
    /// A step cannot be taken back, or done again, for that reason, and has left the list of steps.
    case stepRefused(StoreError, isUndo: Bool)
    /// The spreadsheet is shared with the user for reading alone.
    case readOnly(spreadsheet: String, owner: String)
    /// The spreadsheet is another user's, and not shared with this one, or not any more.
    case notShared(spreadsheet: String, owner: String)
    /// It is for the owner of the spreadsheet alone to do.
    case ownersAlone(spreadsheet: String, owner: String)
    /// A spreadsheet of the user's own was to be named as that of a colleague is shown to them.
    case othersSpreadsheet(String, owner: String)
    case databaseNewer(path: String)
    case databaseUnreadable(path: String, reason: String)
    /// The file was moved away while it was open: when it is back, all goes on.
    case databaseGone(path: String)
    /// Another file has the name of the one that is open. A file that comes back from another disk is another one.
    case databaseReplaced(path: String)
    /// Another process does the intake now.
    case intakeTaken
    case folderNotWritable(path: String, reason: String)
    case cannotWrite(reason: String)
    case cannotRead(reason: String)
    /// There is no room even for the files beside the database that a reader needs.
    case diskFull(path: String)
    /// There is no connection to the server that keeps the data.
    case serverUnreachable(address: String, reason: String)
    /// The connection to the server broke at the end of a change, and the server was not back in time to say what became of it, or another one has
    /// taken its place, which cannot say that.
    case outcomeUnknown(address: String)
    /// The role of the server with which this program works may not read the data: it has no part in them, or none any more.
    case noPart(address: String)
    /// The key that seals the secrets is missing or is another one.
    case keyUnusable(path: String, reason: String)
    /// The file of the key may be read by others.
    case keyExposed(path: String)

    /// A row that was read for a change is another by now.
    public static let changedMeanwhile = StoreError.invalid(
        "This customer was changed by somebody else meanwhile, so nothing was written. Look at it again, then repeat your change.")

    /// Something has another name than the writer saw.
    public static func renamedMeanwhile(_ what: String, _ name: String) -> StoreError {
        .invalid("The \(what) was renamed meanwhile: it is called \"\(name)\" now, so nothing was written. Rename it again if you like.")
    }

    public static func viewNameTaken(_ name: String) -> StoreError {
        .invalid("There is a view \"\(name)\" already. Choose another name.")
    }

    /// That the engine could not do what was asked of it.
    public static func failed(writing: Bool, _ reason: String) -> StoreError {
        writing ? .cannotWrite(reason: reason) : .cannotRead(reason: reason)
    }

    /// The sentence where a part of what was to be written had been written before, and stays.
    public var messageOfRest: String {
        switch self {
        case .cannotWrite(let reason): "The rest could not be written (\(reason)): fix the cause first."
        case .serverUnreachable(let address, let reason):
            "The rest could not be written: the database \(address) cannot be reached (\(reason))."
        case .outcomeUnknown(let address):
            "The connection to \(address) broke while the rest was being saved, so the next part of it may be saved or not. Look when the connection is back."
        default: message
        }
    }

    public var message: String {
        switch self {
        case .conflict(_, let field, let theirs, let yours):
            "The \(field.title) was changed meanwhile to \"\(theirs)\"; your \"\(yours)\" was not written. Choose one of the two."
        case .customerGone:
            "This customer was deleted meanwhile, or is not shared with you any more, so nothing was written. If you deleted it, undo brings it back."
        case .customerMerged:
            "This row was merged into another row of the same person, so nothing was written. Change it there; if you merged them, undo splits them."
        case .nothingToMerge(let sentence): sentence
        case .differentNames(let name, let other): "\(name) is not \(other), so nothing was merged."
        case .leadErased: "This person was erased, so the lead was not taken in again."
        case .spreadsheetGone: "This spreadsheet was deleted meanwhile, or is not shared with you any more, so nothing was written."
        case .spreadsheetNameTaken(let name): "There is a spreadsheet \"\(name)\" already. Choose another name."
        case .userUnknown(let name, let known): StoreError.unknown(user: name, known)
        case .userNameTaken(let name): "There is a user \"\(name)\" already, and capitals alone make no other name. Choose another one."
        case .userNameInvalid(let name):
            "\"\(name)\" cannot be a user's name: it takes 1 to 64 characters, none of them a control character, and the first is no hyphen."
        case .countryUnknown(let code):
            "\"\(code)\" is not a country. Write its two letters, such as IT for Italy, US for the United States, GB for the United Kingdom."
        case .pageTaken(let pageID, let by):
            "Page \(pageID) belongs to user \"\(by)\" already, and a page has one user. Remove it there first, as that user: leadsheet page remove \(pageID)"
        case .pageUnknown(let pageID): "There is no page \(pageID). leadsheet page list shows the pages, page set adds one."
        case .pageIDInvalid(let pageID):
            "\"\(pageID)\" cannot be a page id, which is a number of at most 64 digits. Meta shows it under Page, About, Page transparency."
        case .formUnknown(let formID): "There is no form \(formID). leadsheet form list shows the forms that are known."
        case .formMappedMeanwhile: "The form's mapping changed while the lead was being read, so it is read again."
        case .invalid(let sentence), .notImported(let sentence): sentence
        case .unwanted(let name, let wish): wish.refusal(of: name, moment: nil)
        case .claimed(let customer, let claim): claim.refusal(of: customer, moment: nil)
        case .stepRefused(let reason, let isUndo):
            isUndo
                ? "\(reason.message) The step was not taken back, and stays done: the next undo takes the one before it."
                : "\(reason.message) The step was not done again, and stays undone: the next redo does the one after it."
        case .readOnly(let spreadsheet, let owner):
            "The spreadsheet \"\(spreadsheet)\" is shared with you to read, so nothing was written. \(owner) can let you write in it."
        case .notShared(let spreadsheet, let owner):
            "The spreadsheet \"\(spreadsheet)\" of \(owner) is not shared with you, so nothing was written. \(owner) can share it."
        case .ownersAlone(let spreadsheet, let owner):
            "The spreadsheet \"\(spreadsheet)\" is \(owner)'s, who alone can rename, delete or share it. Nothing was written."
        case .othersSpreadsheet(let name, let owner):
            "\"\(SpreadsheetSummary.title(name, of: owner))\" is the spreadsheet \"\(name)\" of \(owner), which is shared with you, so nothing was written. New spreadsheets and imports need a name of your own."
        case .databaseNewer(let path):
            "The database \(path) was written by a newer Leadsheet, so this one leaves it alone. Install the newer version, or name another database."
        case .databaseUnreadable(let path, let reason):
            "The database \(path) cannot be read (\(reason)). It was left as it is. Restore a copy of it, or name another."
        case .databaseGone(let path):
            "The database \(path) was moved away while Leadsheet was running, so nothing is saved and Meta's posts are refused. Move it back, and all goes on. Where it comes back from another disk, end every Leadsheet that uses it and start again."
        case .databaseReplaced(let path):
            "The database \(path) is another file by now: it was replaced while Leadsheet was running, or came back from another disk. Nothing is saved and Meta's posts are refused. End every Leadsheet that uses it and start again, or put the file back that was there."
        case .intakeTaken: "Another Leadsheet has taken over bringing in leads, so this one leaves it alone."
        case .folderNotWritable(let path, let reason):
            "The folder \(path) cannot be written (\(reason)). Give yourself the right to write there, or name another folder."
        case .diskFull(let path):
            "The disk of \(path) is full, so the database cannot be opened. It was left as it is: make room, and try again."
        case .cannotWrite(let reason): "The change could not be written (\(reason)). Fix the cause and do it again."
        case .cannotRead(let reason):
            "The data could not be read (\(reason)). They are as they were: fix the cause, or try again in a moment."
        case .serverUnreachable(let address, let reason):
            "The database \(address) cannot be reached (\(reason)). Until it can, nothing is saved."
        case .outcomeUnknown(let address):
            "The connection to \(address) broke while your change was being saved, so it may be saved or not. Look when the connection is back, and repeat it if it is missing."
        case .noPart(let address):
            "Your role on the server may not read this in the database \(address). Its owner gives it its part: leadsheet database grant"
        case .keyExposed(let path):
            "Others than you can read the key \(path) that opens the saved tokens, so it is not used. Take that away with: chmod 600 \(ShellWord.quoted(path))"
        case .keyUnusable(let path, let reason):
            "The key \(path) that opens the saved tokens cannot be used (\(reason)). Put the right key back. Only where it is lost for good, enter each page's secrets anew under another: leadsheet help page set says how."
        }
    }

    private static func unknown(user name: String, _ known: [String]) -> String {
        if let other = known.first(where: { $0.isSameName(as: name) }) {
            return "There is no user \"\(name)\", but one \"\(other)\": write the name with its capitals."
        }
        let others = known.isEmpty ? "" : " Known: \(known.joined(separator: ", "))."
        return "There is no user \"\(name)\".\(others) Add it with: leadsheet user add \(ShellWord.quoted(name))"
    }
}
