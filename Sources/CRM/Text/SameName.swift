extension String {
    /// Whether both name the same user, spreadsheet or view: capitals alone make no other name, since nobody tells the two apart.
    public func isSameName(as other: String) -> Bool { lowercased() == other.lowercased() }
}
