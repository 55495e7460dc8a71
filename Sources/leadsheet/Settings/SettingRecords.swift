import CRM
import Foundation
import Logging
import SalesDesk
import TerminalKit
import WebhookListener

/// All settings. One more is a line here and one in `config/leadsheet.yaml`, which a test holds against this list.
struct SettingRecords: Sendable {
    static let records = SettingRecords()
    /// In the order they are read in, so that of several faults the first is told.
    static let all = Mirror(reflecting: records).children.compactMap { $0.value as? any SettingRecord }

    private static let file = "the full path of a file, such as /etc/leadsheet/tls.pem"

    let home = Setting("home", expected: "a folder") { $0 }
    /// A path, or an address of a server; empty: the standard file.
    let database = Setting(
        "database", expected: "a file, postgres://NAME@HOST/DATABASE or service=NAME", read: SettingValue.database)
    /// Nil: nobody named one.
    let user = Setting("user", expected: "a user's name of 1 to 64 characters") { text -> String?? in
        text.count <= 64 ? .some(text.isEmpty ? nil : text) : nil
    }

    // MARK: The listener and Meta

    let listen = Setting("listen", default: "127.0.0.1:8080", expected: "HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080") {
        ListenAddress($0)
    }
    /// An address without a slash at its end; empty while nobody has said one.
    let publicURL = Setting("public_url", expected: "an address that starts with https:// or http://") {
        $0.isEmpty ? $0 : SettingValue.address($0)
    }
    /// A full path; empty: the listener speaks HTTP without TLS.
    let tlsCertificate = Setting("tls_certificate", expected: SettingRecords.file, read: SettingValue.path)
    let tlsKey = Setting("tls_key", expected: SettingRecords.file, read: SettingValue.path)
    /// Without TLS, other machines may be listened to all the same.
    let listenInClear = Setting("listen_in_clear", default: "false", expected: "true or false", parse: SettingValue.truth)
    /// The proxies whose `X-Forwarded-For` is believed.
    let trustedProxies = Setting(
        "trusted_proxies", expected: "addresses or networks with commas between them, such as 127.0.0.1, 10.0.0.0/8",
        parse: SettingValue.ranges)
    let graphURL = Setting(
        "graph_url", default: "https://graph.facebook.com",
        expected: "an address that starts with https://, such as https://graph.facebook.com, or with http:// on this machine",
        parse: SettingValue.address)
    let graphVersion = Setting("graph_version", default: "v25.0", expected: "a version of the Graph API, such as v25.0") {
        $0.wholeMatch(of: /v\d+\.\d+/) == nil ? nil : $0
    }
    let maxBodyBytes = Setting("max_body_bytes", default: "1048576", expected: "a number of bytes from 1024 to 67108864") {
        SettingValue.number($0, 1024...67_108_864)
    }
    let requestTimeout = Setting("request_timeout_seconds", default: "10", expected: "a number of seconds from 1 to 600") {
        SettingValue.number($0, 1...600).map { Duration.seconds($0) }
    }
    let metricsPublic = Setting("metrics_public", default: "false", expected: "true or false", parse: SettingValue.truth)

    // MARK: Time and telephone numbers

    /// Nil: the system's.
    let timeZone = Setting("time_zone", expected: "a time zone's name, such as Europe/Rome, or nothing for the system's") {
        $0.isEmpty ? TimeZone??.some(nil) : TimeZone(identifier: $0).map(Optional.some)
    }
    let workingHours = Setting(
        "working_hours", default: "mon-fri 9:00-18:00", expected: "days and hours, such as mon-fri 9:00-18:00"
    ) { WorkingHours($0) }
    /// When somebody who was not reached is called again.
    let cadence = Setting(
        "cadence", default: "45m late morning 2d 10d park 30d",
        expected: "steps and a pause at the end, such as 45m late morning 2d 10d park 30d"
    ) { CallCadence($0) }
    /// The time that `morning` stands for. Nil: the beginning of the working hours.
    let morning = Setting("day_start", expected: "a time of day, such as 09:00", parse: SettingValue.time)
    /// The time that `eod` stands for. Nil: the end of the working hours.
    let evening = Setting("end_of_day", expected: "a time of day, such as 09:00", parse: SettingValue.time)
    /// Nil: as the user's country writes it.
    let dayFirst = Setting("date_order", expected: "day_first (31/1), month_first (1/31), or nothing for the order of your country") {
        ["": Bool?.none, "day_first": true, "month_first": false][$0]
    }
    let phoneFormat = Setting(
        "phone_format", default: "international", expected: "international (+39 347 123 4567) or national (347 123 4567)"
    ) { PhoneFormat(rawValue: $0) }

    // MARK: The work

    let statuses = Setting(
        "statuses", default: StatusList.defaultLines.joined(separator: ","),
        expected: "a list with an entry such as \"new open n\" (word, type, letter) for each status", read: SettingValue.statuses)
    /// Why a customer was lost, as the call prompt asks it.
    let lostReasons = Setting(
        "lost_reasons", default: LostReasonList.defaultLines.joined(separator: ","),
        expected: "a list with an entry such as \"price p\" (the reason and its letter) for each", read: SettingValue.lostReasons)
    /// A lead whose person has a row becomes part of that row.
    let mergeEnquiries = Setting("merge_enquiries", default: "false", expected: "true or false", parse: SettingValue.truth)
    /// The program that is run for each new lead, and its arguments; empty: none is.
    let onNewLead = Setting(
        "on_new_lead",
        expected:
            "a list of the program and its arguments, such as [/usr/local/bin/tell, --sound]; the program by its full path or its name",
        read: SettingValue.command)
    /// The program that begins calls, and its arguments with places for the number; empty: none does.
    let dialCommand = Setting(
        "dial_command",
        expected:
            "a list of the program and its arguments, such as [linphonecsh, dial, \"{e164}\"]; in braces can stand \(DialRequest.names.joined(separator: ", "))",
        read: SettingValue.dialCommand)
    /// The number of days for which Meta's posts are kept as they came; nil keeps them for ever.
    let keepPostsDays = Setting("keep_posts_days", expected: "a number of days from 1 to 36500, or nothing to keep them for ever") {
        $0.isEmpty ? Int??.some(nil) : SettingValue.number($0, 1...36_500).map(Optional.some)
    }

    // MARK: The screens

    let theme = Setting("theme", default: "auto", expected: "auto, dark, light or mono", read: SettingValue.theme)
    /// The keys of the screens' commands.
    let keymap = Setting(
        "keys", expected: "a line such as \"customer.status: [s, F3]\" for each command", read: SettingValue.keymap)
    let mouse = Setting("mouse", default: "true", expected: "true or false", parse: SettingValue.truth)
    let bell = Setting("bell", default: "true", expected: "true or false", parse: SettingValue.truth)
    let notifications = Setting("notifications", default: "true", expected: "true or false", parse: SettingValue.truth)
    let logLevel = Setting("log_level", default: "info", expected: "trace, debug, info, notice, warning, error or critical") {
        Logger.Level(rawValue: $0)
    }
}
