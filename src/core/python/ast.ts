// The parser's node types under our own roof, so that nothing else imports the parser.

import type { ExprNode, StmtNode, ASTNode } from 'py-ast';

export type { ASTNode, ExceptHandler, ExprNode, StmtNode } from 'py-ast';

/** A node of the given type, e.g. `Node<'For'>`. */
export type Statement<Type extends StmtNode['nodeType'] = StmtNode['nodeType']> = Extract<StmtNode, { nodeType: Type }>;
export type Expression<Type extends ExprNode['nodeType'] = ExprNode['nodeType']> = Extract<ExprNode, { nodeType: Type }>;
/** Anything that has a place in the source. */
export type Located = ASTNode;
