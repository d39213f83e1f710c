// What the server for agents stands on; the bundle keeps it in a file of its own, which only `nbship mcp` loads.

export { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
export { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
