import Foundation

/// Keeping the data: copies, their soundness, and taking a person out of them for good.
public protocol StoreMaintenance: Sendable {
    /// Writes a copy of all data to a file, whole and of one moment, while others read and write. The file is private to the user
    /// (mode 0600), appears under its name only when it is complete and was found sound, and takes the place of one that is there.
    /// The key that opens the saved tokens is not in it.
    func backup(to path: String) throws
    /// Looks through the whole of the data for damage, one sentence for each kind found; empty when all is well.
    func integrity() throws -> [String]

    /// Takes a customer out for good, deleted ones too: the row, those that were merged into it, its leads with answers and Meta's own words, the timeline, the undo
    /// steps, and what Meta posted about them; no byte of them is left in the files. One line stays: who did it and when. The same
    /// lead does not come back, whoever brings it. Cannot be undone. Throws ``StoreError/customerGone`` when there is none such.
    func erase(customer: Customer.ID, by author: String, at now: Date) throws -> Erasure
    /// Clears the files of what was freed in them, as ``erase(customer:by:at:)`` does at its end. False when another program kept
    /// them busy, or the disk is full.
    func purgeFreedPages() throws -> Bool
    /// The records of erasures, the newest first.
    func erasures() throws -> [ErasureRecord]
    /// Whether the lead was a person's who was erased.
    func isErased(lead leadgenID: String) throws -> Bool
    /// The customer, one that was deleted and can be brought back included, with the user it belongs to; nil when there is none such.
    /// For a row that was merged into another, the other.
    func owner(ofCustomer id: Customer.ID) throws -> (customer: Customer, user: User)?

    /// Empties what Meta posted before `date`, in portions that let others write between them, and gives how many posts. The events stay
    /// with all that is known of them, and so do customers with their answers; a post with a lead that a page of a user's still waits for is left.
    func purgeDeliveries(before date: Date) throws -> Int

    /// Makes a new key and seals every saved secret with it; the old one opens nothing any more. Gives how many secrets. Wherever it
    /// is interrupted, the secrets can be opened, and doing it again ends it. Programs that run meanwhile go on with the new key.
    func rotateKey() throws -> Int
}

/// The effects of an erasure.
public struct Erasure: Hashable, Sendable {
    /// The number of leads of the person that went.
    public var leads: Int
    /// The number of Meta's posts that were about nobody else, and went whole.
    public var bodiesRemoved: Int
    /// The number of posts that told of other leads as well: the ids of this person's were blanked in them.
    public var bodiesBlanked: Int
    /// The number of posts that told of other leads as well, but could not be blanked for certain, and went whole.
    public var bodiesDropped: Int
    /// Other customers with the same phone number or e-mail address: perhaps the same person, left as they are.
    public var lookalikes: [Customer.ID]
    /// False when another program kept the files busy, or the disk is full: then old bytes may remain in them, until ``StoreMaintenance/purgeFreedPages()``.
    public var isScrubbed: Bool

    public init(
        leads: Int, bodiesRemoved: Int = 0, bodiesBlanked: Int = 0, bodiesDropped: Int = 0, lookalikes: [Customer.ID] = [],
        isScrubbed: Bool = true
    ) {
        self.leads = leads
        self.bodiesRemoved = bodiesRemoved
        self.bodiesBlanked = bodiesBlanked
        self.bodiesDropped = bodiesDropped
        self.lookalikes = lookalikes
        self.isScrubbed = isScrubbed
    }
}

/// The line that stays of an erased customer.
public struct ErasureRecord: Hashable, Sendable {
    public var at: Date
    /// The name of who did it: a user's, or that of an account of the machine.
    public var author: String
    /// The number the customer had, which is not given again.
    public var customerID: Customer.ID

    public init(at: Date, author: String, customerID: Customer.ID) {
        self.at = at
        self.author = author
        self.customerID = customerID
    }
}

/// Says whether data can be written now, without writing any.
public protocol HealthChecking: Sendable {
    /// Why nothing can be written now, as a sentence with what to do; nil when it can. Blocks while another program writes.
    func writeFault() -> String?
}
