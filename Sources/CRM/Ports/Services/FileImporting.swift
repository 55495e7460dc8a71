import Foundation

/// Customers from a file of this machine, for the screens. Each of these waits for the disk. What cannot be done is thrown as
/// ``StoreError/invalid(_:)``, with a sentence for people.
public protocol FileImporting: Sendable {
    /// The files and folders that a path, as far as it is typed, can go on with.
    func listing(of typed: String) -> PathListing
    /// The file that a typed or pasted path names, with the columns that it has.
    func look(at typed: String, for user: User) throws -> ImportFile
    /// Counts what would be imported. Throws `CancellationError` when `tell` answers false: it is called a few times a second, with how far
    /// it has come.
    func count(_ order: ImportOrder, for user: User, tell: @escaping @Sendable (ImportProgress) -> Bool) throws -> ImportEnd
    /// Imports, as one step of the user's. What was imported before it failed, or `tell` answered false, stays and is a part of the result.
    func run(_ order: ImportOrder, by user: User, tell: @escaping @Sendable (ImportProgress) -> Bool) throws -> ImportEnd
}

/// The part of a folder that a typed path can go on with.
public struct PathListing: Hashable, Sendable {
    public struct Entry: Hashable, Sendable {
        public let name: String
        public let isFolder: Bool
        /// Bytes; 0 for a folder.
        public let size: Int
        public let changedAt: Date

        public init(name: String, isFolder: Bool, size: Int = 0, changedAt: Date) {
            self.name = name
            self.isFolder = isFolder
            self.size = size
            self.changedAt = changedAt
        }
    }

    /// The folder as it was typed, with its slash; empty for the one in which the program was started.
    public let folder: String
    /// Files before folders, the newest first; no more than can be looked through.
    public let entries: [Entry]
    /// The typed path with as much more as all of them have in common.
    public let completed: String
    /// Why the folder cannot be read, as a sentence.
    public let problem: String?

    public init(folder: String, entries: [Entry], completed: String, problem: String? = nil) {
        self.folder = folder
        self.entries = entries
        self.completed = completed
        self.problem = problem
    }
}

/// A file as it stands on the disk: where two of a path differ, another program wrote the file between them.
public struct FileState: Hashable, Sendable {
    public let device: UInt64
    public let inode: UInt64
    /// Bytes.
    public let size: Int
    /// Nanoseconds since 1970.
    public let changedAt: Int64

    public init(device: UInt64, inode: UInt64, size: Int, changedAt: Int64) {
        self.device = device
        self.inode = inode
        self.size = size
        self.changedAt = changedAt
    }
}

/// A file that can be imported.
public struct ImportFile: Hashable, Sendable {
    /// Its path, to be opened.
    public let path: String
    public let state: FileState
    public let preview: ImportPreview

    public init(path: String, state: FileState, preview: ImportPreview) {
        self.path = path
        self.state = state
        self.preview = preview
    }

    /// With its slash; empty where the path names none.
    public var folder: String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }
    public var name: String { String(path.dropFirst(folder.count)) }
}

/// An import as a person wants it.
public struct ImportOrder: Hashable, Sendable {
    public var path: String
    /// The file as it was looked at, of which the columns are.
    public var state: FileState
    /// The field that each column fills, in the order of the file; nil leaves it out.
    public var fields: [ImportField?]
    /// The name of the spreadsheet, which is made where it is missing.
    public var spreadsheet: String
    public var existing: ImportExisting

    public init(path: String, state: FileState, fields: [ImportField?], spreadsheet: String, existing: ImportExisting) {
        self.path = path
        self.state = state
        self.fields = fields
        self.spreadsheet = spreadsheet
        self.existing = existing
    }
}

/// How far an import, or its counting, has come.
public struct ImportProgress: Hashable, Sendable {
    /// Customers, written or counted.
    public var customers: Int
    /// Of the file, 0...1; nil where its size is not known.
    public var share: Double?

    public init(customers: Int, share: Double?) {
        self.customers = customers
        self.share = share
    }
}

/// The end of an import, or of its counting.
public struct ImportEnd: Hashable, Sendable {
    public var result: CustomerImport.Result
    /// The path of the file with the lines that could not be imported in full, or that it would get; nil for no such line.
    public var errorFile: String?
    /// Why that file lies elsewhere than beside the file, or nowhere, as a sentence.
    public var errorFileRemark: String?
    /// The first lines with errors, each with its reason.
    public var firstErrors: [String] = []
    /// Why it did not come to its end, as a sentence.
    public var failure: String?
    /// A person has stopped it.
    public var isStopped = false

    public init(_ result: CustomerImport.Result) {
        self.result = result
    }
}
