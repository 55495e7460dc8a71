/// How each style looks on a terminal with so many colours and such a background.
public struct Palette: Hashable, Sendable {
    /// The colours and attributes that curses is told for a cell.
    public struct Look: Hashable, Sendable {
        /// A colour index, or -1 for the terminal's own.
        public var foreground = -1
        public var background = -1
        public var bold = false
        public var underline = false
        public var reverse = false
        public var dim = false
    }

    /// Levels of colour that the palette knows.
    public enum Depth: Int, Hashable, Sendable, CaseIterable {
        case mono = 0
        case eight = 8
        case sixteen = 16
        case full = 256

        /// The level that a terminal with so many colours reaches.
        public init(colours: Int) {
            self = colours >= 256 ? .full : colours >= 16 ? .sixteen : colours >= 8 ? .eight : .mono
        }
    }

    public let background: Background
    public let depth: Depth
    /// The colours that a person has chosen in place of the palette's own, on every background.
    private let chosen: [Role: Colour]

    /// - Parameters:
    ///   - colours: how many the terminal has; 0 for attributes only.
    ///   - chosen: colours in place of the palette's own.
    public init(background: Background, colours: Int, chosen: [Role: Colour] = [:]) {
        self.background = background
        depth = Depth(colours: colours)
        self.chosen = chosen
    }

    public func look(_ style: Style) -> Look {
        let isBare = style.surface == .black || style.surface == .white
        var look =
            switch depth {
            case _ where isBare: bareLook(isWhite: style.surface == .white)
            case .mono: monoLook(style)
            case .eight: eightLook(style)
            case .sixteen: sixteenLook(style)
            case .full: fullLook(style)
            }
        if depth != .mono, !chosen.isEmpty, !isBare { paint(style, &look) }
        look.bold = look.bold || style.bold
        look.underline = look.underline || style.underline
        if style.reverse { look.reverse.toggle() }
        return look
    }

    /// Black and white for a camera. Without colours one of the two is the terminal's own ground, and the other is its text in reverse; a
    /// terminal whose ground is not known is taken for a dark one, as most are.
    private func bareLook(isWhite: Bool) -> Look {
        let (black, white): (Int, Int)
        switch depth {
        case .mono: return Look(reverse: isWhite == (background != .light))
        case .eight: (black, white) = (0, 7)
        case .sixteen: (black, white) = (0, 15)
        case .full: (black, white) = (16, 231)
        }
        return isWhite ? Look(foreground: black, background: white) : Look(foreground: white, background: black)
    }

    /// Puts the chosen colours in. A surface in reverse stays as it is, so that a row is one band.
    private func paint(_ style: Style, _ look: inout Look) {
        guard !look.reverse else { return }
        if style.surface == .accent {
            if let accent = chosen[.accent] {
                look.background = accent.index(in: depth)
                look.foreground = Colour.number(accent.isBright ? 0 : 15).index(in: depth)
            }
            if let text = chosen[.onAccent] { look.foreground = text.index(in: depth) }
        } else if let colour = chosen[style.role == .onAccent ? .accent : style.role] {
            look.foreground = colour.index(in: depth)
            look.dim = false
        }
    }

    private func pick(_ dark: Int, _ light: Int) -> Int { background == .light ? light : dark }

    private func fullLook(_ style: Style) -> Look {
        switch style.surface {
        case .plain: Look(foreground: fullForeground(style.role))
        case .selected, .inactive, .field, .prompt: Look(foreground: fullRaised(style.role), background: pick(237, 254))
        case .accent: background == .dark ? Look(foreground: 16, background: 75) : Look(foreground: 231, background: 25)
        case .black, .white: Look()
        }
    }

    private func fullForeground(_ role: Role) -> Int {
        if background == .unknown { return fullAnywhere(role) }
        return switch role {
        case .text: -1
        case .dim: pick(245, 242)
        case .accent, .onAccent: pick(75, 25)
        case .good: pick(114, 28)
        case .warning: pick(179, 130)
        case .fault: pick(203, 124)
        // 30 is a little too pale on white (4.4 to 1).
        case .cyan: pick(80, 23)
        case .violet: pick(176, 90)
        case .line: pick(239, 250)
        }
    }

    /// The only colours that read at 4.5 to 1 on white and on black are 29, 63, 98, 131, 163 and 243: there is no red among them.
    private func fullAnywhere(_ role: Role) -> Int {
        switch role {
        case .text: -1
        case .dim, .line: 243
        case .accent, .onAccent, .cyan: 63
        case .good: 29
        case .warning: 131
        case .fault: 163
        case .violet: 98
        }
    }

    /// The foreground on a surface of our own. A text there says both colours: the terminal's own text may be as dark as the surface.
    /// Some roles need a stronger shade there.
    private func fullRaised(_ role: Role) -> Int {
        switch role {
        case .text: pick(254, 235)
        case .dim: pick(249, 240)
        case .accent, .onAccent: pick(75, 25)
        case .good: pick(114, 22)
        case .warning: pick(179, 94)
        case .fault: pick(210, 124)
        case .cyan: pick(80, 23)
        case .violet: pick(177, 90)
        case .line: pick(239, 250)
        }
    }

    private func sixteenLook(_ style: Style) -> Look {
        if background == .unknown { return anywhereLook(style) }
        let role: Int =
            switch style.role {
            case .text: -1
            case .dim: pick(7, 8)
            case .accent, .onAccent: pick(12, 4)
            case .good: pick(10, 2)
            case .warning: pick(11, 1)
            case .fault: pick(9, 1)
            case .cyan: pick(14, 6)
            case .violet: pick(13, 5)
            case .line: pick(8, 7)
            }
        switch style.surface {
        case .plain:
            return Look(foreground: role, bold: style.role == .fault)
        case .selected, .inactive, .field:
            // Grey on grey would vanish.
            let quiet = style.role == .text || style.role == .dim || style.role == .line
            return Look(foreground: quiet ? pick(15, 0) : role, background: pick(8, 7), bold: style.role == .fault)
        case .accent:
            return Look(foreground: pick(0, 15), background: pick(12, 4))
        case .prompt: return monoLook(style)
        case .black, .white: return Look()
        }
    }

    private func eightLook(_ style: Style) -> Look {
        if background == .unknown { return anywhereLook(style) }
        switch style.surface {
        case .plain:
            switch style.role {
            case .text: return Look()
            case .dim, .line: return Look(dim: true)
            // Blue cannot be read on black.
            case .accent, .onAccent: return Look(foreground: pick(6, 4), bold: true)
            case .good: return Look(foreground: 2)
            case .warning: return Look(foreground: pick(3, 1))
            case .fault: return Look(foreground: 1, bold: true)
            case .cyan: return Look(foreground: 6)
            case .violet: return Look(foreground: 5)
            }
        case .selected: return Look(bold: style.role == .fault, reverse: true)
        case .field, .inactive: return Look(underline: true)
        case .prompt: return monoLook(style)
        case .accent: return background == .dark ? Look(foreground: 0, background: 6) : Look(foreground: 7, background: 4)
        case .black, .white: return Look()
        }
    }

    /// With a few colours, of which each terminal has its own shades: what must be read has the terminal's own, or both in reverse.
    private func anywhereLook(_ style: Style) -> Look {
        var look = monoLook(style)
        if style.surface == .plain, style.role == .fault { look.foreground = 1 }
        return look
    }

    private func monoLook(_ style: Style) -> Look {
        var look = Look()
        switch style.role {
        case .dim, .line: look.dim = style.surface == .plain || style.surface == .prompt
        case .accent, .warning: look.bold = true
        case .fault:
            look.bold = true
            look.underline = true
        case .text, .good, .cyan, .violet, .onAccent: break
        }
        switch style.surface {
        case .plain, .black, .white: break
        case .prompt: look.reverse = style.role == .onAccent
        case .field, .inactive: look.underline = true
        case .selected: look.reverse = true
        case .accent:
            look.reverse = true
            look.bold = true
        }
        return look
    }
}
