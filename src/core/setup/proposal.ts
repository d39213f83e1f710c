// What setting up a project proposes for one file.

export type Proposal =
  | { readonly kind: 'changed'; readonly text: string }
  | { readonly kind: 'present' }
  | { readonly kind: 'invalid'; readonly message: string };
