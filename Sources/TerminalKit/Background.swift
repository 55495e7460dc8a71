/// Whether the terminal's own background is dark or light.
public enum Background: Hashable, Sendable, CaseIterable {
    case dark, light

    /// What COLORFGBG says ("15;0": light on dark); nil when it says nothing of use. Colour 7 and those from 9 up are
    /// light.
    public init?(colorFgBg: String?) {
        guard let last = colorFgBg?.split(separator: ";").last, let number = Int(last), (0...15).contains(number) else {
            return nil
        }
        self = number == 7 || number > 8 ? .light : .dark
    }
}
