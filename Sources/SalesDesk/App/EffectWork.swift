import CRM
import Dispatch
import Foundation
import Synchronization

/// The carrying out of an effect: the work, and where it is done. The action that it gives goes to the reducer; nil tells nothing.
enum EffectWork {
    /// After the reads before it; the same effect that waits already is done once. With `pace`, work of that name which is repeated
    /// with every batch of news rests between (``ReadPace``).
    case read(pace: String? = nil, @Sendable () throws -> DeskAction?)
    /// Beside the reads of the rows that are looked at, after the others of its kind: what stands around these.
    case aside(pace: String? = nil, @Sendable () throws -> DeskAction?)
    /// Beside reads and writes: nobody waits for it. Once at a time, with `pace` as of what stands around the rows.
    case background(pace: String, @Sendable () throws -> DeskAction?)
    /// Beside these too, for on large data it takes seconds.
    case counting(pace: String, @Sendable () throws -> DeskAction?)
    /// After the writes before it; the end of the program waits for it.
    case write(@Sendable () throws -> DeskAction?)
    /// As a write, but in portions: no other write waits for it. What it is given tells how far it has come.
    case portions(@Sendable (_ tell: @escaping @Sendable (DeskAction) -> Void) throws -> DeskAction?)
    /// Told to other sessions, one after the other: no read and no write waits for it. The end of the program does.
    case tell(@Sendable () throws -> DeskAction?)
    /// Waits for the files of this machine, which may lie elsewhere; the data do not wait for that.
    case files(@Sendable () throws -> DeskAction?)
    /// Takes as long as it takes, one after the other, and tells how far it has come. The end of the program stops it and waits for that.
    case long(@Sendable (_ tell: @escaping @Sendable (DeskAction) -> Void) throws -> DeskAction?)
    /// Asks Meta. What it is given tells of the way there.
    case ask(@Sendable (_ tell: @escaping @Sendable (DeskAction) -> Void) async -> DeskAction)
    /// It is known at once.
    case answer(DeskAction)
    /// The session does it itself.
    case session
}

/// The data on which the screens work.
public typealias DeskStore = any SheetStoring & PageStoring & JournalStoring & PeopleStoring & PreferenceStoring & TemplateStoring
    & InsightStoring & CallPresence & PresenceTelling & ViewStoring & CallListing & ActivityListing & BulkChanging & SheetSharing

/// The services with which effects are carried out.
struct DeskServices: Sendable {
    let store: DeskStore
    let checker: any PageChecking
    let connector: (any PageConnecting)?
    let forms: (any FormKeeping)?
    let tester: (any LeadTesting)?
    let opener: (any LinkOpening)?
    let dialler: (any Dialling)?
    let files: (any FileImporting)?
    let user: User
    let phones: PhoneReader
    let statuses: StatusCatalogue
    let workingHours: WorkingHours
    let zone: TimeZone
    /// By what the store tells these screens from others on the same data.
    let session = UUID().uuidString
    let clock: @Sendable () -> Date
    /// The moment for which reasons to call are told: that at which it is asked for.
    var callMoment: CallMoment { CallMoment(clock(), in: zone, hours: workingHours) }
    /// The newest request of the grid: older ones that have not begun are skipped.
    let newestWindow = NewestQuestion<WindowRequest<SheetQuery>>()
    /// The customer whose card stands beside the list.
    let newestPreview = NewestQuestion<Customer.ID>()
    /// The views that are counted. By an age each question for them is another, and the one before it that has not begun is skipped.
    let newestCounts = NewestQuestion<[SavedView.ID: SheetQuery]>()
    /// The words that the palette looks for: customers are found for the newest only.
    let newestFind = NewestQuestion<String>()
    /// The path that the files are listed for.
    let newestListing = NewestQuestion<String>()
    /// The number of the import, or of its counting, that is wanted; another one stops.
    let newestImport = NewestQuestion<Int>()
    /// Work that makes the next frame quicker; no read and no write waits for it.
    private let preparation = DispatchQueue(label: "leadsheet.desk.preparation")

    init(
        store: DeskStore, checker: any PageChecking, connector: (any PageConnecting)?, forms: (any FormKeeping)?,
        tester: (any LeadTesting)?,
        opener: (any LinkOpening)?, dialler: (any Dialling)?, files: (any FileImporting)?, configuration: DeskConfiguration,
        clock: @escaping @Sendable () -> Date
    ) {
        self.store = store
        self.checker = checker
        self.connector = connector
        self.forms = forms
        self.tester = tester
        self.opener = opener
        self.dialler = dialler
        self.files = files
        user = configuration.user
        phones = configuration.phones
        statuses = configuration.statuses
        workingHours = configuration.workingHours
        zone = configuration.zone
        self.clock = clock
    }

    /// Ends an import that is under way, and its counting.
    func stopImports() { _ = newestImport.ask(0) }

    /// Has the tables of telephone numbers and of letters unpacked while the first rows are read.
    func prepare() {
        preparation.async { [phones] in
            _ = phones.number("+390286463456")
            _ = SearchText.fold("é")
        }
    }

    /// Reads the numbers of the rows to be scrolled to, while those on the screen are being drawn.
    func prepare(_ rows: [Customer]) {
        preparation.async { [phones] in for customer in rows { _ = phones.number(customer.phoneNumber) } }
    }
}

/// The newest of questions of which only the newest is to be answered.
final class NewestQuestion<Question: Sendable>: Sendable {
    private let newest = Mutex<Question?>(nil)

    var value: Question? { newest.withLock { $0 } }

    /// Gives the one before.
    func ask(_ question: Question) -> Question? {
        newest.withLock { newest in
            defer { newest = question }
            return newest
        }
    }
}
