import Base
import CRM
import Foundation

/// Goes on with a path that is being typed, as a shell's Tab does.
struct PathCompletion {
    /// No more than a person looks through.
    private static let most = 200
    /// Of a folder with more of them, the others are not looked at.
    private static let mostNames = 20_000

    /// The folder for which `~` stands.
    let home: String

    func listing(of typed: String) -> PathListing {
        let folder = OutputPlace.folder(of: typed)
        let wanted = String(typed.dropFirst(folder.count))
        let path = folder.isEmpty ? "." : TypedPath.expanded(folder, home: home)
        guard let directory = opendir(path) else {
            let reason = errno
            let shown = TypedPath.shown(folder.isEmpty ? path : folder)
            let problem =
                reason == ENOENT && !folder.isEmpty
                ? "There is no folder \(shown)." : "\(shown) cannot be read (\(SystemError.reason(reason)))."
            return PathListing(folder: folder, entries: [], completed: typed, problem: problem)
        }
        defer { closedir(directory) }
        var names = names(in: directory).filter { !$0.hasPrefix(".") || wanted.hasPrefix(".") }
        let exact = names.filter { $0.hasPrefix(wanted) }
        let isSpelled = !exact.isEmpty
        names = isSpelled ? exact : names.filter { $0.lowercased().hasPrefix(wanted.lowercased()) }
        let entries = names.compactMap { entry($0, in: path) }.sorted(by: PathCompletion.comesFirst)
        return PathListing(
            folder: folder, entries: Array(entries.prefix(PathCompletion.most)),
            completed: folder + completed(wanted, entries, isSpelled: isSpelled))
    }

    private func names(in directory: OpaquePointer) -> [String] {
        var names: [String] = []
        while names.count < PathCompletion.mostNames, let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
            }
            if let name, name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Nil for what is neither a file nor a folder, and for what is gone again.
    private func entry(_ name: String, in folder: String) -> PathListing.Entry? {
        var status = stat()
        guard stat("\(folder)/\(name)", &status) == 0 else { return nil }
        let changed = Date(timeIntervalSince1970: Double(status.st_mtim.tv_sec))
        switch status.st_mode & S_IFMT {
        case S_IFREG: return PathListing.Entry(name: name, isFolder: false, size: Int(status.st_size), changedAt: changed)
        case S_IFDIR: return PathListing.Entry(name: name, isFolder: true, changedAt: changed)
        default: return nil
        }
    }

    /// Lists before other files before folders, the newest of them first: most often it is the one that was just downloaded.
    private static func comesFirst(_ one: PathListing.Entry, _ other: PathListing.Entry) -> Bool {
        let (first, second) = (rank(one), rank(other))
        if first != second { return first < second }
        if one.isFolder || one.changedAt == other.changedAt { return one.name < other.name }
        return one.changedAt > other.changedAt
    }

    private static func rank(_ entry: PathListing.Entry) -> Int {
        if entry.isFolder { return 2 }
        let ending = entry.name.split(separator: ".").last?.lowercased() ?? ""
        return ["csv", "tsv", "tab", "txt"].contains(ending) ? 0 : 1
    }

    /// As much as all of them have in common.
    private func completed(_ wanted: String, _ entries: [PathListing.Entry], isSpelled: Bool) -> String {
        guard let first = entries.first else { return wanted }
        var common = first.name
        for entry in entries.dropFirst() { common = common.commonPrefix(with: entry.name) }
        if common.count < wanted.count { return wanted }
        return entries.count == 1 && first.isFolder ? common + "/" : common
    }
}
