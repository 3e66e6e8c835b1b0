/** The fake's "no", as Brevo words it: `{code, message}` and a status. */

export interface FakeProblem {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Thrown in a route and answered by the server: what the fake refuses. */
export class Refusal extends Error {
  readonly problem: FakeProblem;

  constructor(problem: FakeProblem) {
    super(`refused with ${problem.status}`);
    this.problem = problem;
  }
}

export function problem(
  status: number,
  code: string,
  message: string,
  more: Record<string, unknown> = {},
): FakeProblem {
  return { status, body: { code, message, ...more } };
}

export function invalid(message: string): Refusal {
  return new Refusal(problem(400, 'invalid_parameter', message));
}

export function missing(message: string): Refusal {
  return new Refusal(problem(400, 'missing_parameter', message));
}

export function notFound(message: string): Refusal {
  return new Refusal(problem(404, 'document_not_found', message));
}

export const standing = {
  keyRefused: problem(401, 'unauthorized', 'Key not found'),
  keyMissing: problem(401, 'unauthorized', 'authentication not found in headers'),
  forbidden: problem(403, 'permission_denied', 'You do not have permission to perform this action'),
  suspended: problem(403, 'permission_denied', 'Your SMTP account is suspended'),
  noCredit: problem(402, 'not_enough_credits', 'You have insufficient credits to send this email'),
  tooMany: problem(429, 'too_many_requests', 'Too many requests'),
  fault: problem(500, 'internal_error', 'Internal server error'),
} as const;

export function ipRefused(status: 401 | 403, ip: string): FakeProblem {
  return problem(
    status,
    'unauthorized',
    `We have detected you are using an unrecognised IP address ${ip}. If you performed this action make sure to add the new IP address in this link: https://app.brevo.com/security/authorised_ips`,
  );
}
