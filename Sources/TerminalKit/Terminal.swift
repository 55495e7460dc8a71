/// Where the screens are shown and the keys come from. Everything happens on the main actor, one frame at a time.
@MainActor public protocol Terminal: AnyObject {
    var size: Size { get }
    /// The descriptor whose readability means that events wait.
    var inputDescriptor: Int32 { get }
    /// Takes the terminal, at the start and after `restore()` (suspension, another program in the foreground).
    func claim() throws(TerminalError)
    /// Gives the terminal back as it was found. May be called any number of times.
    func restore()
    /// Drains what waits; never blocks longer than the escape delay.
    func readEvents() -> [InputEvent]
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
    /// Sentences to show once after the start.
    var notices: [String] { get }
}
