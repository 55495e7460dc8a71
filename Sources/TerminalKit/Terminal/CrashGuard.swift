import CTerminal

/// Keeps the terminal usable when the program crashes: a handler in C, which may run at any instruction, writes the
/// bytes that undo every mode, puts the old settings back and lets the crash go on as it would have.
public enum CrashGuard {
    /// Does nothing unless the terminal is claimed when a crash comes. Call once, early on the main thread.
    public static func install() { ct_install_guard() }

    /// Gives the terminal back as a crash does, from any thread; for a program that is about to end without its main thread.
    public static func giveBack() { ct_give_back() }
}
