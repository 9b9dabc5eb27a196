/** The look of what another system says: an open square with a dotted edge, in ink, never in a priority colour. */

export function ReportSymbol({ open }: { open: boolean }) {
  return (
    <svg className="symbol" width={16} height={16} viewBox="-8 -8 16 16" aria-hidden="true">
      <rect x={-6} y={-6} width={12} height={12} rx={3} fill="var(--panel)" stroke="var(--ink)" strokeWidth={1.4} strokeDasharray="2 2" />
      {open && <path d="M-2.6 -2.6L2.6 2.6M2.6 -2.6L-2.6 2.6" stroke="var(--ink)" strokeWidth={1.4} />}
    </svg>
  );
}
