import CRM
import Testing
import TerminalKit
@testable import SalesDesk
@Test func dump() {
    for (c, r) in [(110, 20), (80, 24), (60, 16), (45, 12), (30, 10)] {
        var s = FeedMoments.feed(c, r)
        FeedMoments.press("Down", &s)
        print("=== \(c)x\(r)"); print(FeedMoments.text(s))
        s = FeedMoments.desk(c, r)
        FeedMoments.press("3", &s)
        print(FeedMoments.text(s))
        _ = Desk.reduce(&s, .pageSettings(PageSettings(metaPageId: "102858741624226", metaPageAccessToken: Secret("EAABabcdefghijklmnopqrstuvx9Qz"), metaAppSecret: Secret("0123456789abcdef"), metaVerifyToken: Secret("7f3c-qm2a-99xd"))))
        FeedMoments.press("Shift-Tab Shift-Tab Shift-Tab x", &s)
        print(FeedMoments.text(s))
        FeedMoments.press("PgDn", &s)
        print(FeedMoments.text(s))
    }
}
