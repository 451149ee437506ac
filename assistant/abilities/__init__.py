"""What other programs can do with the assistant: one definition of each ability, made into LangChain tools and MCP tools.

In come an ability's name and its arguments, out goes the contract's JSON or one of our errors. `langchain_core` stands in
`langchain_tools` only, `mcp` in `mcp_server` only.
"""
