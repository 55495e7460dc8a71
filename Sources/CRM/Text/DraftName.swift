/// The name of a file until it is whole and takes its place.
public enum DraftName {
    /// Beside the place it is for, so that it can be renamed. `process` is the number of who writes it.
    public static func of(_ path: String, process: Int32) -> String { "\(path).\(process).part" }
}
