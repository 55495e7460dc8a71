import Base
import ArgumentParser
import CRM
import Foundation

/// `leadsheet erase`: a person's data go for good.
struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Remove a customer for good, with leads, answers, timeline and what Meta posted.",
        usage: "leadsheet erase CUSTOMER_ID [--yes] [OPTIONS]\n       leadsheet erase --list [OPTIONS]",
        discussion: """
            This cannot be undone. It says first who will go, and asks on a terminal for the number again; elsewhere it wants --yes. \
            The number is the id of export --format json. What stays is one line: when, by whom and the number, shown by --list. It \
            names the user of --user, else your account on this machine. \
            The same lead does not come back. Earlier backups and exports still contain this person.
            """
    ).withCommonOptions
    @Argument(help: "The customer's id.") var customerID: Customer.ID?
    @Flag(help: "Do not ask.") var yes = false
    @Flag(help: "Show what was erased, the newest first.") var list = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func validate() throws {
        guard list != (customerID != nil) else { throw ValidationError("Give either a customer's id or --list.") }
    }

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.keeper(settings)
        guard let customerID else {
            return try Output.text(
                store.erasures().map { "\(InstantText.of($0.at)) \(PlainLine.of($0.author)) erased customer \($0.customerID)\n" }.joined())
        }
        guard let customer = try store.owner(ofCustomer: customerID)?.customer else {
            if try store.erasures().contains(where: { $0.customerID == customerID }) {
                guard try store.purgeFreedPages() else { throw Self.unclean }
                guard settings.folders.database.isOnServer else {
                    return try Output.line("Customer \(customerID) was erased already, and nothing of it is left in the files.")
                }
                return try Output.line("Customer \(customerID) was erased already. \(Self.inServerFiles)")
            }
            throw PlainError("There is no customer \(customerID). leadsheet export --format json shows each with its id.")
        }
        // The customer's owner need not be the author: the author is the user named here, else the owner of this account.
        var author = LoginName.current() ?? "account \(getuid())"
        if settings.userWasNamed, case .user(let named) = try UserChoice.make(named: settings.user, among: store.users()) {
            author = named.name
        }
        if !yes {
            let name =
                [customer.customerName, customer.companyName, customer.phoneNumber, customer.email].first { !$0.isEmpty }
                ?? "without a name"
            let whole = customer.id == customerID ? "" : " It is part of customer \(customer.id), which goes with it."
            try Confirmation.ask("Erasing customer \(customerID) (\(name)) cannot be undone.\(whole)", word: "\(customerID)")
        }
        let erasure = try store.erase(customer: customerID, by: author, at: Date())
        for line in Self.report(erasure, of: customerID, isOnServer: settings.folders.database.isOnServer) { try Output.line(line) }
        guard erasure.isScrubbed else { throw Self.unclean }
    }

    private static let unclean = PlainError(
        "The customer is erased, but old bytes may remain in the files, because another program kept them busy or the disk is full. Stop the other Leadsheets, or make room, and give the same command again."
    )

    /// The rest that a server keeps: a table's file is written anew by this statement alone.
    private static let inServerFiles = """
        The server's files hold old bytes of the tables until these are written over. The owner of the database removes them at once, in psql and \
        while nobody works on the data: VACUUM FULL
        """

    /// The sentences that say what was done, without the person.
    static func report(_ erasure: Erasure, of id: Customer.ID, isOnServer: Bool) -> [String] {
        var lines = ["Customer \(id) was erased, with \(Counted.text(erasure.leads, "lead"))."]
        if erasure.bodiesRemoved > 0 {
            lines.append("Removed: \(Counted.text(erasure.bodiesRemoved, "post")) from Meta about this person only.")
        }
        if erasure.bodiesBlanked > 0 {
            let tell = erasure.bodiesBlanked == 1 ? "tells" : "tell"
            lines.append(
                "Blanked: this person's lead in \(Counted.text(erasure.bodiesBlanked, "post")) from Meta that \(tell) of others too.")
        }
        if erasure.bodiesDropped > 0 {
            lines.append(
                "Removed: \(Counted.text(erasure.bodiesDropped, "post")) from Meta that \(erasure.bodiesDropped == 1 ? "tells" : "tell") of others too and could not be blanked."
            )
        }
        if !erasure.lookalikes.isEmpty {
            let others = erasure.lookalikes.map(String.init).joined(separator: ", ")
            let has = erasure.lookalikes.count == 1 ? "Customer \(others) has" : "Customers \(others) have"
            lines.append("\(has) the same phone number or e-mail address: erase them too if it is the same person.")
        }
        if isOnServer { lines.append(inServerFiles) }
        lines.append("Earlier backups and exports still contain this person.")
        return lines
    }
}
