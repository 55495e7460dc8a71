/// Leads that came with a file under a salesperson's role: one may be a colleague's already.
extension Schema {
    static let othersLeads = """
        -- Whether a lead is that of a customer whom a salesperson does not see. Who asks has its number from Meta.
        CREATE FUNCTION is_others_lead(lead text) RETURNS boolean LANGUAGE plpgsql STABLE \(asOwner) AS $$
        BEGIN
            RETURN part() = 'sales'
                AND EXISTS (SELECT 1 FROM lead AS here WHERE here.leadgen_id = is_others_lead.lead AND NOT sees_customer(here.customer_id));
        END $$;
        """
}
