// The house's sign: a glass of red.

export function Glass({ className = '' }: { className?: string }) {
  return (
    <svg
      className={`text-gold ${className}`}
      viewBox="0 0 64 96"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
    >
      <path className="fill-wine" stroke="none" d="M13.6 30h36.8c-.6 13-8.6 22-18.4 22s-17.8-9-18.4-22z" />
      <path strokeLinejoin="round" d="M16 6h32c2 8 3 15 3 21 0 15-8.5 26-19 26s-19-11-19-26c0-6 1-13 3-21z" />
      <path strokeLinecap="round" d="M32 53v33m-13 4c4-3 8.5-4 13-4s9 1 13 4" />
    </svg>
  );
}
