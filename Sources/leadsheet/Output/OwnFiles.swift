import CRMStore
import Foundation

/// The files of Leadsheet itself. What a command writes may take the place of none of them.
struct OwnFiles {
    private let files: [(path: String, what: String)]

    init(_ folders: Folders) {
        let logs = ["", ".1", ".2"].map { (folders.logFile + $0, "its log") }
        files =
            OpenStore.closed(folders).files + logs + [
                (folders.keyFile, "the key that opens the saved tokens"), (folders.configFile, "its settings"),
            ]
    }

    /// Throws a sentence for a path that leads to one of them: by name, through links, or by another name of the same file.
    func refuse(_ path: String) throws(PlainError) {
        let place = OwnFiles.place(path)
        var status = stat()
        let isThere = stat(path, &status) == 0
        for file in files {
            var own = stat()
            let isSame = isThere && stat(file.path, &own) == 0 && own.st_ino == status.st_ino && own.st_dev == status.st_dev
            guard isSame || OwnFiles.place(file.path) == place else { continue }
            throw PlainError("\(path) is one of Leadsheet's own files: \(file.what). Nothing was written. Name another file.")
        }
    }

    /// Where a path ends, without links in it, also when the file is not there yet.
    private static func place(_ path: String) -> String {
        let file = (try? OutputPlace.followed(path)) ?? path
        let folder = OutputPlace.folder(of: file)
        guard let real = realpath(folder.isEmpty ? "." : folder, nil) else { return file }
        defer { free(real) }
        return String(cString: real) + "/" + file.dropFirst(folder.count)
    }
}
