import CRM
