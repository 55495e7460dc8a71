/// Every setting, under the name it has in `leadsheet.yaml`; in the environment it is `LEADSHEET_` and the name in capitals.
enum SettingKey: String, CaseIterable, Sendable {
    case home
    case database
    case user
    case listen
    case tlsCertificate = "tls_certificate"
    case tlsKey = "tls_key"
    case listenInClear = "listen_in_clear"
    case trustedProxies = "trusted_proxies"
    case publicURL = "public_url"
    case graphURL = "graph_url"
    case graphVersion = "graph_version"
    case timeZone = "time_zone"
    case workingHours = "working_hours"
    case dayStart = "day_start"
    case endOfDay = "end_of_day"
    case dateOrder = "date_order"
    case phoneFormat = "phone_format"
    case statuses
    case mergeEnquiries = "merge_enquiries"
    case onNewLead = "on_new_lead"
    case theme
    case keys
    case mouse
    case bell
    case notifications
    case maxBodyBytes = "max_body_bytes"
    case requestTimeoutSeconds = "request_timeout_seconds"
    case metricsPublic = "metrics_public"
    case keepPostsDays = "keep_posts_days"
    case logLevel = "log_level"

    var environmentName: String { "LEADSHEET_\(rawValue.uppercased())" }

    /// The value when nobody says anything. Empty: the program works it out (the standard folders, the only user, the system's
    /// time zone, the working hours).
    var defaultText: String {
        switch self {
        case .home, .database, .user, .tlsCertificate, .tlsKey, .trustedProxies, .publicURL, .timeZone, .dayStart, .endOfDay, .dateOrder,
            .onNewLead, .keepPostsDays, .keys:
            ""
        case .listen: "127.0.0.1:8080"
        case .graphURL: "https://graph.facebook.com"
        case .graphVersion: "v25.0"
        case .workingHours: "mon-fri 9:00-18:00"
        case .phoneFormat: "international"
        case .statuses: StatusList.defaultLines.joined(separator: ",")
        case .theme: "auto"
        case .mouse, .bell, .notifications: "true"
        case .maxBodyBytes: "1048576"
        case .requestTimeoutSeconds: "10"
        case .listenInClear, .mergeEnquiries, .metricsPublic: "false"
        case .logLevel: "info"
        }
    }

    /// What a value looks like: the end of the sentence that refuses another.
    var expected: String {
        switch self {
        case .home: "a folder"
        case .database: "a file"
        case .user: "a user's name of 1 to 64 characters"
        case .listen: "HOST:PORT, such as 127.0.0.1:8080 or [::1]:8080"
        case .tlsCertificate, .tlsKey: "the full path of a file, such as /etc/leadsheet/tls.pem"
        case .trustedProxies: "addresses or networks with commas between them, such as 127.0.0.1, 10.0.0.0/8"
        case .publicURL: "an address that starts with https:// or http://"
        case .graphURL: "an address that starts with https://, such as https://graph.facebook.com, or with http:// on this machine"
        case .graphVersion: "a version of the Graph API, such as v25.0"
        case .timeZone: "a time zone's name, such as Europe/Rome, or nothing for the system's"
        case .workingHours: "days and hours, such as mon-fri 9:00-18:00"
        case .dayStart, .endOfDay: "a time of day, such as 09:00"
        case .dateOrder: "day_first (31/1), month_first (1/31), or nothing for the order of your country"
        case .phoneFormat: "international (+39 347 123 4567) or national (347 123 4567)"
        case .statuses: "a list with an entry such as \"new open n\" (word, type, letter) for each status"
        case .onNewLead:
            "a list of the program and its arguments, such as [/usr/local/bin/tell, --sound]; the program by its full path or its name"
        case .theme: "auto, dark, light or mono"
        case .keys: "a line such as \"customer.status: [s, F3]\" for each command"
        case .mouse, .bell, .notifications, .listenInClear, .mergeEnquiries, .metricsPublic: "true or false"
        case .maxBodyBytes: "a number of bytes from 1024 to 67108864"
        case .requestTimeoutSeconds: "a number of seconds from 1 to 600"
        case .keepPostsDays: "a number of days from 1 to 36500, or nothing to keep them for ever"
        case .logLevel: "trace, debug, info, notice, warning, error or critical"
        }
    }
}
