/// What Meta says when nothing is wrong, in its shapes (Meta: Lead ads, retrieving leads; access tokens, debugging).
enum GoodAnswers {
    static func body(to question: ScriptedGraph.Question) -> String {
        switch (question.object, question.edge) {
        case (_, "subscribed_apps"): #"{"data":[{"id":"99","name":"App","subscribed_fields":["leadgen"]}]}"#
        case (_, "subscriptions"):
            #"{"data":[{"object":"page","callback_url":"https://crm.example.com/api/meta/webhook","active":true,"fields":[{"name":"leadgen","version":"v25.0"}]}]}"#
        case (_, .some): #"{"data":[]}"#
        case ("me", nil): #"{"id":"\#(question.page)","name":"Page \#(question.page)"}"#
        case ("debug_token", nil):
            #"{"data":{"app_id":"99","type":"PAGE","is_valid":true,"expires_at":0,"data_access_expires_at":0,"profile_id":"\#(question.page)","scopes":["leads_retrieval","pages_manage_metadata","pages_show_list","pages_read_engagement","pages_manage_ads","ads_management"]}}"#
        case (question.page, nil): #"{"id":"\#(question.page)","has_lead_access":{"can_access_lead":true}}"#
        case (let form, nil) where form.hasPrefix("form"): #"{"id":"\#(form)","name":"Kitchens","status":"ACTIVE","questions":[]}"#
        case (let lead, nil):
            #"{"id":"\#(lead)","created_time":"2026-01-15T10:30:00+0000","form_id":"form_1","field_data":[{"name":"full_name","values":["\#(lead)"]},{"name":"email","values":["\#(lead)@example.com"]}]}"#
        }
    }
}
