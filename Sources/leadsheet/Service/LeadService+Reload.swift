import CRM
import CRMStore
import Foundation
import LeadIntake
import Logging
import WebhookListener

extension LeadService {
    /// Takes from new settings what can be changed while it runs: the command for new leads, and the listener's limits and files of TLS, for
    /// which it begins anew on the same address. Where it cannot begin with them the old ones stay, and the log says why.
    func reload(_ settings: Settings, command: HookCommand?) async {
        guard !isStopped else { return }
        await change(hook: command)
        var limits = ListenerLimits(settings)
        // The public address stays as it was at the start.
        limits.publicHost = self.limits.publicHost
        guard limits != self.limits || settings.tls != tls else { return }
        let old = (limits: self.limits, tls: tls)
        (self.limits, tls) = (limits, settings.tls)
        guard boundAddress != nil else { return }
        await stopListening()
        await bind()
        guard boundAddress == nil, case .down(_, let reason) = state else { return }
        logger.error("The listener goes on with the settings from before, for it cannot begin with the new ones: \(reason)")
        (self.limits, tls) = old
        await bind()
    }

    private func change(hook command: HookCommand?) async {
        guard command != hookCommand else { return }
        await hook?.stop()
        hookCommand = command
        store.hooksNewLeads = command != nil
        hook = command.map { LeadHook(store: store, command: $0, channel: channel, clock: { Date() }) }
        if doesIntake { startHook() }
    }
}

extension ListenerLimits {
    init(_ settings: Settings) {
        self.init()
        maxBodyBytes = settings.maxBodyBytes
        requestTimeout = settings.requestTimeout
        metricsForAll = settings.metricsPublic
        inClearForAll = settings.listenInClear
        trustedProxies = settings.trustedProxies
        publicHost = settings.callbackIsPublic ? URL(string: settings.callbackURL)?.host : nil
    }
}
