import CRM
import Foundation
import Logging
import SalesDesk
import TerminalKit
import WebhookListener

/// All settings. One more is a line here and one in `config/leadsheet.yaml`, which a test holds against this list.
struct SettingRecords: Sendable {
    static let records = SettingRecords()
    /// In the order of the file and of the manual, and the one they are read in: of several faults the first is told.
    static let all = Mirror(reflecting: records).children.compactMap { $0.value as? any SettingRecord }

    private static let file = "the full path of a file, such as /etc/leadsheet/tls.pem"

    let home = Setting(
        "home",
        about: """
            One folder for database, key and log. Empty: ~/.local/share/leadsheet and ~/.local/state/leadsheet (XDG folders).
            """,
        expected: "a folder"
    ) { $0 }
    /// A path, or an address of a server; empty: the standard file.
    let database = Setting(
        "database",
        about: """
            The database: a file, or one on a PostgreSQL server, such as postgres://ana@db.example.com/leadsheet or \
            service=leadsheet, whose password stands in ~/.pgpass and never here. Empty: leadsheet.db in the data folder. The key \
            that opens saved tokens lies beside the file; of a database on a server it is leadsheet.key in the data folder of this \
            machine.
            """,
        expected: "a file, postgres://NAME@HOST/DATABASE or service=NAME", read: SettingValue.database)
    /// Nil: nobody named one.
    let user = Setting(
        "user",
        about: "The user whose screens these are. Empty: the only one there is.",
        expected: "a user's name of 1 to 64 characters"
    ) { text -> String?? in
        text.count <= 64 ? .some(text.isEmpty ? nil : text) : nil
    }

    // MARK: The listener and Meta

    let listen = Setting(
        "listen",
        about: """
            Where Meta's webhooks come in: HOST:PORT. Put a web server with a certificate (nginx, Caddy) or a tunnel in front of \
            it, or give it a certificate here and let it listen on an address that the internet reaches, such as 0.0.0.0:443.
            """,
        default: "127.0.0.1:8080", expected: "HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080"
    ) {
        ListenAddress($0)
    }
    /// A full path; empty: the listener speaks HTTP without TLS.
    let tlsCertificate = Setting(
        "tls_certificate",
        about: """
            For HTTPS in the listener itself (TLS 1.2 or later): the files of the certificate with its chain and of its key, in \
            PEM. The key must not be readable by everybody. When the files change, new connections get the new ones. Empty: no \
            TLS.
            """,
        expected: SettingRecords.file, isReloaded: true, read: SettingValue.path)
    let tlsKey = Setting("tls_key", expected: SettingRecords.file, isReloaded: true, read: SettingValue.path)
    /// Without TLS, other machines may be listened to all the same.
    let listenInClear = Setting(
        "listen_in_clear",
        about: "Without TLS other machines are not listened to. true: they are, and everybody on the way can read what comes.",
        default: "false", expected: "true or false", isReloaded: true, parse: SettingValue.truth)
    /// The proxies whose `X-Forwarded-For` is believed.
    let trustedProxies = Setting(
        "trusted_proxies",
        about: """
            The proxies whose X-Forwarded-For is believed, in the log and for /metrics: addresses or networks with commas between \
            them, such as 127.0.0.1, 10.0.0.0/8.
            """,
        expected: "addresses or networks with commas between them, such as 127.0.0.1, 10.0.0.0/8", isReloaded: true,
        parse: SettingValue.ranges)
    /// An address without a slash at its end; empty while nobody has said one.
    let publicURL = Setting(
        "public_url",
        about: """
            The address under which the internet reaches the listener, such as https://crm.example.com. The settings form shows it \
            as the callback URL. Empty: the address of listen, which Meta cannot reach.
            """,
        expected: "an address that starts with https:// or http://, without ? and #"
    ) {
        // The path of the webhook is put behind it.
        $0.isEmpty ? $0 : $0.contains { "?#".contains($0) } ? nil : SettingValue.address($0)
    }
    let graphURL = Setting(
        "graph_url",
        about: "The Graph API and its version. Only a test set-up has another address here.",
        default: "https://graph.facebook.com",
        expected: "an address that starts with https://, such as https://graph.facebook.com, or with http:// on this machine",
        read: SettingValue.graphAddress)
    let graphVersion = Setting("graph_version", default: "v25.0", expected: "a version of the Graph API, such as v25.0") {
        $0.wholeMatch(of: /v\d+\.\d+/) == nil ? nil : $0
    }

    // MARK: Time and telephone numbers

    /// Nil: the system's.
    let timeZone = Setting(
        "time_zone",
        about: """
            The time zone of "today" and of the clocks, such as Europe/Rome. Empty: that of the variable TZ, or else the system's.
            """,
        expected: "a time zone's name, such as Europe/Rome, or nothing for the system's"
    ) {
        $0.isEmpty ? TimeZone??.some(nil) : TimeZone(identifier: $0).map(Optional.some)
    }
    let workingHours = Setting(
        "working_hours",
        about: """
            When you work: days and hours, such as mon-fri 9:00-18:00 or sun-thu,sat 8:30-17:00. A lead's clock counts these hours \
            only, "10" for a next call means the next time it is 10 within them, and a day without work is said.
            """,
        default: "mon-fri 9:00-18:00", expected: "days and hours, such as mon-fri 9:00-18:00"
    ) { WorkingHours($0) }
    /// When somebody who was not reached is called again.
    let cadence = Setting(
        "cadence",
        about: """
            When somebody who was not reached is called again, one step after each call: so many minutes or hours later (45m, 2h), \
            late on the same day, on the next working morning, or so many days later (2d); all in working hours. After the last \
            step the customer is parked, and is to be called once more after the pause behind "park".
            """,
        default: "45m late morning 2d 10d park 30d",
        expected: "steps and a pause at the end, such as 45m late morning 2d 10d park 30d"
    ) { CallCadence($0) }
    /// The time that `morning` stands for. Nil: the beginning of the working hours.
    let morning = Setting(
        "day_start",
        about: "The times that \"morning\" and \"eod\" stand for. Empty: the beginning and the end of the working hours.",
        expected: "a time of day, such as 09:00", parse: SettingValue.time)
    /// The time that `eod` stands for. Nil: the end of the working hours.
    let evening = Setting("end_of_day", expected: "a time of day, such as 09:00", parse: SettingValue.time)
    /// Nil: as the user's country writes it.
    let dayFirst = Setting(
        "date_order",
        about: "How 3/4 is read: day_first (3 April) or month_first (March 4). Empty: as the user's country writes it.",
        expected: "day_first (31/1), month_first (1/31), or nothing for the order of your country"
    ) {
        ["": Bool?.none, "day_first": true, "month_first": false][$0]
    }
    let phoneFormat = Setting(
        "phone_format",
        about: """
            How phone numbers are shown: international (all with their country code) or national (those of your own country as \
            they are dialled there). leadsheet user set NAME --country CODE says which country that is.
            """,
        default: "international", expected: "international (+39 347 123 4567) or national (347 123 4567)"
    ) { PhoneFormat(rawValue: $0) }

    // MARK: The work

    let statuses = Setting(
        "statuses",
        about: """
            The statuses in the order of the work: word, type and the letter that sets it after s. The type drives the logic: open \
            (nobody has dealt with it), working, parked, won, lost (won and lost end the work). Leads begin as new.
            """,
        default: StatusList.defaultLines.joined(separator: ","),
        expected: "a list with an entry such as \"new open n\" (word, type, letter) for each status", read: SettingValue.statuses)
    /// Why a customer was lost, as the call prompt asks it.
    let lostReasons = Setting(
        "lost_reasons",
        about: "Why a customer is not interested, as the call prompt asks it: the reason and its letter. [] asks for none.",
        default: LostReasonList.defaultLines.joined(separator: ","),
        expected: "a list with an entry such as \"price p\" (the reason and its letter) for each", read: SettingValue.lostReasons)
    /// Other words for the outcomes of calls.
    let outcomes = Setting(
        "outcomes",
        about: """
            Other words for the outcomes of calls: a list of an outcome and its words, such as [no_answer nobody there, appointment \
            meeting]. What was written before keeps its words. The outcomes are \(CallOutcome.all.map(\.id.rawValue).joined(separator: ", ")).
            """,
        default: "", expected: "a list with an entry such as \"no_answer nobody there\" (the outcome and its words) for each",
        read: SettingValue.outcomeWords)
    /// A lead whose person has a row becomes part of that row.
    let mergeEnquiries = Setting(
        "merge_enquiries",
        about: """
            Somebody asks again (the same phone number or e-mail address, and no other name): true makes one row of the lead and \
            the row that is there; where the work had ended or rests it opens again. u takes it back. false: a row of its own, \
            both saying "2nd enquiry"; M merges them.
            """,
        default: "false", expected: "true or false", parse: SettingValue.truth)
    /// The program that is run for each new lead, and its arguments; empty: none is.
    let onNewLead = Setting(
        "on_new_lead",
        about: """
            A program that is run for each new lead, with the lead as JSON on its standard input: a list of the program (its full \
            path, or its name) and its arguments, without a shell, such as [/usr/local/bin/tell, --sound]. Empty: none. See "A \
            command for each new lead" in import-and-export.md, which a package has in /usr/share/doc/leadsheet.
            """,
        expected:
            "a list of the program and its arguments, such as [/usr/local/bin/tell, --sound]; the program by its full path or its name",
        isReloaded: true, isPrivate: true, read: SettingValue.command)
    /// The program that begins calls, and its arguments with places for the number; empty: none does.
    let dialCommand = Setting(
        "dial_command",
        about: """
            A program that dials when you ask it to in the call prompt: a list of the program and its arguments, without a shell, \
            such as [linphonecsh, dial, "{e164}"], [twinkle, --call, "{e164}"] or [kdeconnect-cli, --share, "tel:{e164}"]. In \
            braces can stand e164 (+39347…), digits (39347…), national, extension and name; words with braces need quotes. It has \
            5 seconds. Empty: the number is copied, and on the desktop of this machine its own telephone is asked.
            """,
        expected:
            "a list of the program and its arguments, such as [linphonecsh, dial, \"{e164}\"]; in braces can stand \(DialRequest.names.joined(separator: ", "))",
        isPrivate: true, read: SettingValue.dialCommand)

    // MARK: The screens

    let theme = Setting(
        "theme",
        about: """
            Colours: auto asks the terminal for its background; dark, light or mono (no colours; so does NO_COLOR). A user who \
            chooses another in the palette (":", then "theme") keeps that. Single colours are replaced on lines of their own, \
            whatever the background is:
              theme:
                name: dark
                accent: "#5f87ff"
            They are text, dim, accent, good, warning, fault, cyan, violet, line (between panes) and on_accent (text on a badge). \
            Each is the name of one of the 16 (black, red, green, yellow, blue, magenta, cyan, white, bright_black to \
            bright_white), a number from 0 to 255, or red, green and blue in quotes; a terminal that has fewer shows the nearest \
            it has.
            """,
        default: "auto", expected: "auto, dark, light or mono", read: SettingValue.theme)
    let mouse = Setting(
        "mouse",
        about: "Clicks and the wheel. With false the terminal's own selection works without Shift.",
        default: "true", expected: "true or false", parse: SettingValue.truth)
    let bell = Setting(
        "bell",
        about: """
            What announces a new lead besides the line at the bottom: the terminal's bell, a desktop notification where it can.
            """,
        default: "true", expected: "true or false", parse: SettingValue.truth)
    let notifications = Setting("notifications", default: "true", expected: "true or false", parse: SettingValue.truth)

    // MARK: Limits and the log

    let maxBodyBytes = Setting(
        "max_body_bytes",
        about: "The largest webhook that is taken, in bytes. Meta sends up to 1,000 leads at once, about 250,000 bytes.",
        default: "1048576", expected: "a number of bytes from 1024 to 67108864", isReloaded: true
    ) {
        SettingValue.number($0, 1024...67_108_864)
    }
    let requestTimeout = Setting(
        "request_timeout_seconds",
        about: "A request that has not come in whole after so many seconds is closed.",
        default: "10", expected: "a number of seconds from 1 to 600", isReloaded: true
    ) {
        SettingValue.number($0, 1...600).map { Duration.seconds($0) }
    }
    let metricsPublic = Setting(
        "metrics_public",
        about: "false: /metrics, and all that /healthz knows, answer this machine alone.",
        default: "false", expected: "true or false", isReloaded: true, parse: SettingValue.truth)
    /// The number of days for which Meta's posts are kept as they came; nil keeps them for ever.
    let keepPostsDays = Setting(
        "keep_posts_days",
        about: """
            So many days Meta's posts are kept as they came; then they are emptied, and their events and customers stay. Nothing: \
            for ever.
            """,
        expected: "a number of days from 1 to 36500, or nothing to keep them for ever"
    ) {
        $0.isEmpty ? Int??.some(nil) : SettingValue.number($0, 1...36_500).map(Optional.some)
    }
    let offerOnMinutes = Setting(
        "offer_on_minutes",
        about: """
            A lead of a shared list is offered to one of those who are at the screens. Not touched for so many minutes, it is offered to the \
            next one. 0: it stays with the first.
            """,
        default: "10", expected: "a number of minutes from 0 to 1440, where 0 offers nothing on",
        parse: { SettingValue.number($0, 0...1440) })
    let logLevel = Setting(
        "log_level",
        about: "What goes to leadsheet.log: trace, debug, info, notice, warning, error or critical.",
        default: "info", expected: "trace, debug, info, notice, warning, error or critical", isReloaded: true
    ) {
        Logger.Level(rawValue: $0)
    }
    /// The keys of the screens' commands.
    let keymap = Setting(
        "keys",
        about: """
            The keys of the screens. A line below this one gives a command other keys than its own: one (F3), several ([s, F3]), \
            or none ([]), which leaves it to the palette. Help, bottom line and sentences name the first. A key is written as the \
            help writes it (s, F3, Ctrl-S, Alt-s, PgDn, Space), capitals being other keys than small letters; signs need quotes. \
            Two commands that work in one place cannot have the same key; a line for each of them trades keys. Esc and Ctrl-C stay \
            where they are; quit, back, help and palette must have a key, and so must what is done in the help, a raw event or a \
            form, which have no palette. Where text is typed letters and the keys that edit it are text, and Esc always leads out.
            """,
        expected: "a line such as \"customer.status: [s, F3]\" for each command", read: SettingValue.keymap)
}
