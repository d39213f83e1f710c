@echo off
setlocal
set ELECTRON_RUN_AS_NODE=1
if not defined NBSHIP_NODE set NBSHIP_NODE=node
"%NBSHIP_NODE%" "%~dp0..\dist\cli.js" %*
