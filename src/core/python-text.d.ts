// Python files that we ship are imported as text; the bundler and vitest both do so.
declare module '*.py' {
  const text: string;
  export default text;
}

// So are the pages of the rules.
declare module '*.md' {
  const text: string;
  export default text;
}

// And the templates of files that are no Python.
declare module '*.tmpl' {
  const text: string;
  export default text;
}
