import Dispatch
import Foundation

/// Puts a pseudo-terminal in the place of this process's standard input and output, and reads away what is drawn on it.
struct PseudoTerminal {
    /// What is written here is typed there.
    let keyboard: FileHandle
    /// Where standard output went before.
    let output: FileHandle

    init(columns: Int, rows: Int) throws {
        var master: Int32 = -1
        var slave: Int32 = -1
        var size = winsize(ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: 0, ws_ypixel: 0)
        guard openpty(&master, &slave, nil, nil, &size) == 0 else { throw Trouble("There is no pseudo-terminal to be had here.") }
        output = FileHandle(fileDescriptor: dup(STDOUT_FILENO))
        dup2(slave, STDIN_FILENO)
        dup2(slave, STDOUT_FILENO)
        close(slave)
        setenv("TERM", "xterm-256color", 1)
        keyboard = FileHandle(fileDescriptor: master)
        let drawn = master
        Thread.detachNewThread {
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            while read(drawn, &bytes, bytes.count) > 0 {}
        }
    }
}
