import CRM
import CRMStore
import Foundation
import LeadIntake
import Logging
import WebhookListener

extension LeadService {
    /// Takes from new settings what can be changed while it runs: the command for new leads, and the listener's limits and files of TLS, for
    /// which it begins anew on the same address. Where it cannot begin with them, or nobody would connect to it, all stays as it was; throws
    /// the sentence that says why.
    func reload(_ settings: Settings, command: HookCommand?) async throws(PlainError) {
        guard !isStopped else { return }
        if let fault = settings.tls?.fault(at: Date()) { throw PlainError(fault.message) }
        try await changeListener(settings)
        await change(hook: command)
    }

    private func changeListener(_ settings: Settings) async throws(PlainError) {
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
        (self.limits, tls) = old
        await bind()
        throw PlainError(reason)
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
