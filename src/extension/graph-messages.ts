// What the dependency view and its webview say to each other. Plain JSON: it crosses to a webview.

import type { Graph } from '../core/report/graph.ts';

export type ToView = { readonly kind: 'graph'; readonly graph: Graph } | { readonly kind: 'selected'; readonly cell: number };
export type FromView = { readonly kind: 'ready' } | { readonly kind: 'reveal'; readonly cell: number };
