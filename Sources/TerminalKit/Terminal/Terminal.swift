/// Where the screens are shown and the keys come from. Everything happens on the main actor, one frame at a time.
@MainActor public protocol Terminal: AnyObject {
    var size: Size { get }
    /// The descriptor whose readability means that events wait.
    var inputDescriptor: Int32 { get }
    /// Takes the terminal, at the start and after `restore()` (suspension, another program in the foreground).
    func claim() throws(TerminalError)
    /// Gives the terminal back as it was found. May be called any number of times.
    func restore()
    /// Whether a shell is there that brings the program back once it was stopped.
    var canStop: Bool { get }
    /// Says a line to the person at the shell, unless it is empty, and stops the program as Ctrl-Z does; to be called after
    /// `restore()`. Returns when the shell brings it back.
    func stop(_ line: String)
    /// Drains what waits; never blocks.
    func readEvents() -> [InputEvent]
    /// In so many milliseconds `readEvents()` has something to tell though nothing more has come, such as an Esc that nothing
    /// followed; nil when it has not.
    var nextReading: Int? { get }
    /// Shows everything in these colours from now on. False when the terminal, or its user's NO_COLOR, has no colours.
    @discardableResult func setTheme(_ theme: ThemeChoice) -> Bool
    /// Shows the grid: what differs from the last one, in one write.
    func draw(_ grid: Grid)
    /// Forgets what was shown, so that the whole grid is drawn again.
    func redrawAll()
    /// Asks the kernel for the size; gives the new one when it changed.
    func checkSize() -> Size?
    func setTitle(_ title: String)
    func bell()
    /// A desktop notification, where the terminal knows how; silent elsewhere.
    func notify(title: String, body: String)
    /// Puts text on the clipboard of the person's machine, also over SSH; false when it is too long for that.
    func copy(_ text: String) -> Bool
    /// ChangeSummary to show once after the start.
    var notices: [String] { get }
}
