/** Forms in which a run can be given to others. */
export type ReportFormat = 'html' | 'markdown' | 'notebook' | 'json';
