"""The operations of ``Client``, one module for each noun: ``client.meetings``, ``client.series`` …"""
