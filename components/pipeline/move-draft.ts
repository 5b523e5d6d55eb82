/** By which question what was typed about a move is kept, until the server has taken it. */
export function moveDraftKey(loan: { pipelineLoanId: number }, target: { statusCode: string }): string {
  return `status/${loan.pipelineLoanId}/${target.statusCode}`;
}

export function settlementDraftKey(loan: { pipelineLoanId: number }): string {
  return `settlement/${loan.pipelineLoanId}`;
}
